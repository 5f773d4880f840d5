#pragma once

#include <span>
#include <string_view>

#include "cli/command.h"

namespace pyvenv {

struct Subcommand {
  std::string_view name;
  std::string_view summary;  ///< what it does, on a line
  Command (*make)();
};

/// Those of pkg_pyvenv, in the order of the help. Whatever tells of all of them (the help,
/// completion, the man page) makes them and asks their manuals.
std::span<const Subcommand> Subcommands();

/// The one of that name, or null.
const Subcommand* FindSubcommand(std::string_view name);

}  // namespace pyvenv
