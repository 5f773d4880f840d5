#pragma once

#include <string_view>

namespace pyvenv {

/// The script that makes bash, zsh or fish complete pkg_pyvenv. It has no list of flags: it asks
/// the program (`pkg_pyvenv completion words`) and leaves paths to the shell.
std::string_view CompletionScript(std::string_view shell);

}  // namespace pyvenv
