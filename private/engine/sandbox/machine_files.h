#pragma once

#include <string>
#include <vector>

#include "sandbox/root_view.h"
#include "sandbox/root_writer.h"

namespace pyvenv {

/// Copies from this machine what a base image without a shell has for programs of C and C++: the
/// dynamic linker, and the libraries of glibc, GCC and zlib that BaseImage takes for given, as far
/// as the machine has them.
void CopyBaseLibraries(RootWriter* root);

/// Copies a file of this machine, by its absolute path, or a shared library, by its name such as
/// "libz.so.1"; with it the libraries that it needs. Each lies where the machine has it, behind the
/// same links. Throws Error where there is none.
void CopyFromMachine(const std::string& name, RootWriter* root);

/// Fills the root with this machine's programs and libraries (/usr, /bin, /lib and the like), where
/// it has nothing itself: by links to directories that are not copied but mounted. Returns these.
std::vector<Mount> ShowMachine(RootWriter* root);

}  // namespace pyvenv
