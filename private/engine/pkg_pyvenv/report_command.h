#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv report`: writes the page that explains layers.
Command ReportCommand();

}  // namespace pyvenv
