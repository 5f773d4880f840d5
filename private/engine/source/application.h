#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "source/source_tree.h"

namespace pyvenv {

/// A directory with the user's own code.
struct Application {
  std::string directory;
  std::string destination;  ///< in the image, without a "/" at its start
};

/// Adds all that a directory holds, below its destination, but for bytecode, ".git", virtual
/// environments, what patterns leave out, and `output`, a directory that is being written.
///
/// `is_excluded`: of a path below the directory. Throws Error for a link that leads out of the
/// directory.
void AddApplication(const Application& application, const std::string& output,
                    const std::function<bool(std::string_view path)>& is_excluded,
                    SourceTree* tree);

}  // namespace pyvenv
