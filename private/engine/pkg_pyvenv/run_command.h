#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv run`: runs a program from its layers, as in a container, and checks what it does.
Command RunCommand();

}  // namespace pyvenv
