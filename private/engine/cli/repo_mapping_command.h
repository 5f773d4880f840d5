#pragma once

namespace pyvenv {

/// `layer_packer merge_repo_mappings`: the mapping of repositories of several executables. Returns
/// the exit status, see Command::Run.
int RepoMappingMain(int argc, char** argv);

}  // namespace pyvenv
