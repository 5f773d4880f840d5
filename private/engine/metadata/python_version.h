#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pyvenv {

/// As much of a file as is looked at for its interpreter's version.
constexpr size_t kPythonVersionStart = size_t{8} << 10U;

/// The "3.11" of a directory called `python3.11`, without the global lock `python3.11t`, or of PyPy
/// `pypy3.11`: what lies in `lib` below an interpreter or a virtual environment. Else empty.
std::string_view PythonVersionOf(std::string_view directory);

/// Whether this is a file that each interpreter has once, and by which its version is found:
/// `lib/python3.11/os.py`, or `include/python3.11/patchlevel.h`, which tells more. That of a PyPy
/// does not: it names the release of CPython that it is like.
bool TellsPythonVersion(std::string_view path);

/// The version: "3.11.14" of a patchlevel.h (CPython, Include/patchlevel.h: PY_VERSION), else the
/// "3.11" that the path has.
///
/// `content`: the file, or at least its first kPythonVersionStart bytes; may be empty.
std::string ReadPythonVersion(std::string_view path, std::string_view content);

/// The directory that is the interpreter's: what is above `lib` and `include`.
std::string_view PythonPrefix(std::string_view path);

}  // namespace pyvenv
