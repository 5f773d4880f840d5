#pragma once

#include <string>
#include <vector>

#include "source/source_tree.h"

namespace pyvenv {

struct RunfilesOptions {
  std::string directory;                  ///< Bazel's: <binary>.runfiles
  std::string entrypoint = "entrypoint";  ///< in the image: what starts the binary
  std::string launcher;                   ///< the binary's path below `directory`; empty: find it
  std::vector<std::string> exclude;       ///< patterns of paths below `directory`
};

/// Whether a directory looks like one that Bazel makes of a binary's runfiles.
bool IsRunfilesDirectory(const std::string& directory);

/// Reads a runfiles directory as the rule reads the runfiles of the binary: what
/// docs/runfiles.md says of the layers holds of this tree, too. docs/venv.md has what such a
/// directory does not tell.
///
/// Distributions are those that repositories hold, see RepositoryDistribution. Throws Error, also
/// where the launcher cannot be found.
SourceTree ReadRunfilesDirectory(const RunfilesOptions& options);

}  // namespace pyvenv
