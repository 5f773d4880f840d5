#pragma once

#include <string>
#include <string_view>

namespace pyvenv {

/// What the first line of a script says to the kernel, after its "#!".
struct ScriptFacts {
  std::string interpreter;  ///< a path, as it stands; empty if there is none
  std::string argument;     ///< what follows it, in one piece; empty for nothing
};

/// As much of a file as the kernel looks at (Linux, BINPRM_BUF_SIZE).
constexpr size_t kScriptStart = 256;

/// Reads the first line of a file that begins with "#!", as Linux does (fs/binfmt_script.c): blanks
/// and tabs around the two words do not count, and what lies beyond `kScriptStart` is not there.
///
/// `content`: the file, or at least its first kScriptStart bytes.
ScriptFacts ReadScript(std::string_view content);

}  // namespace pyvenv
