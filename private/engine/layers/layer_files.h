#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/contents.h"

namespace pyvenv {

/// The layers that a user names: each word is a listing (`app_tar.main.mtree`, its descriptor
/// `app_tar.main.json` beside it) or a directory with the listings of one build, as Bazel's output
/// directories are. `*title` becomes what all of them are called after, such as `app_tar`.
///
/// Listings keep their order, bottom to top. A directory does not tell the order; there it is
/// `interpreter`, the others by name, `external`, `main`. Throws Error where a directory has no
/// listing, or those of several builds.
std::vector<LayerFiles> FindLayerFiles(std::span<const std::string> words, std::string* title);

}  // namespace pyvenv
