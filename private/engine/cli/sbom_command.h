#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `layer_packer sbom`: writes software bills of materials of layers, from their facts.
Command SbomCommand();

}  // namespace pyvenv
