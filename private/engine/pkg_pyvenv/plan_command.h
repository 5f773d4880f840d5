#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv plan`: prints which layers a source would be packed into.
Command PlanCommand();

}  // namespace pyvenv
