#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `layer_packer`: packs one layer.
Command PackCommand();

}  // namespace pyvenv
