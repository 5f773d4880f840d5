#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv man`: prints the manual page.
Command ManCommand();

}  // namespace pyvenv
