#pragma once

#include <string>

namespace pyvenv {

/// What a program says of a lack of memory.
inline constexpr const char* kLackOfMemory = "there is not enough memory";

/// Has a lack of memory end the process in order where nobody can catch it: in a thread, or in a
/// step that must not stay half done (`noexcept`). `program` says so in one line, what a
/// RemoveOnSignal holds is removed, and `status` is the exit status. Whatever else std::terminate
/// is called for aborts as ever. Call once, from main.
void InstallLastWords(const std::string& program, int status);

}  // namespace pyvenv
