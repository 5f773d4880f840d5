#pragma once

#include <string>

namespace pyvenv {

/// The manual page of pkg_pyvenv, man(7) macros in ASCII, from the manuals of its subcommands.
std::string ManPage();

}  // namespace pyvenv
