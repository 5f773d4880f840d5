#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv completion`: prints a script for a shell, or what that script asks for.
Command CompletionCommand();

}  // namespace pyvenv
