#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `layer_packer merge_repo_mappings`: the mapping of repositories of several executables.
Command RepoMappingCommand();

}  // namespace pyvenv
