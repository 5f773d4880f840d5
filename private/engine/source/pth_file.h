#pragma once

#include <string>
#include <string_view>

#include "source/relocation.h"

namespace pyvenv {

/// The text of a *.pth file for another place: lines that are paths (as Python's `site` reads
/// them), and the paths in lines of code. `path` is the file's, and `site` its directory's,
/// relative to the environment. Throws Error for a path that leads out of the environment.
std::string RelocatedPth(const std::string& path, const std::string& site, std::string_view text,
                         const Relocation& relocation);

}  // namespace pyvenv
