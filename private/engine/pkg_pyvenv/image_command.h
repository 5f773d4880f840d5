#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv image`: packs a source into an OCI image layout.
Command ImageCommand();

}  // namespace pyvenv
