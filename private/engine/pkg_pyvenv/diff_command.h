#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv diff`.
Command DiffCommand();

}  // namespace pyvenv
