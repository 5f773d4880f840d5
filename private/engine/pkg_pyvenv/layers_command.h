#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv layers`: packs a source into layers.
Command LayersCommand();

}  // namespace pyvenv
