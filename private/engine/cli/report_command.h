#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `layer_packer report`: writes the table of the layers, and the page if asked.
Command ReportCommand();

}  // namespace pyvenv
