#pragma once

#include <string_view>

namespace pyvenv {

/// The version of rules_pkg_pyvenv, as its MODULE.bazel has it, which the build hands in; "unknown"
/// where these sources were copied into another module.
std::string_view Version();

/// Prints "<program> <version>", for --version. Returns the exit status.
int PrintVersion(std::string_view program);

}  // namespace pyvenv
