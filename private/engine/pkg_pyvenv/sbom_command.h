#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv sbom`: writes which software is in layers that anyone made.
Command SbomCommand();

}  // namespace pyvenv
