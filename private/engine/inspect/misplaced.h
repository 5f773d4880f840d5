#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inspect/layer_union.h"

namespace pyvenv {

/// Distributions of one `site-packages` directory whose files are in a layer that should hold none:
/// they are packed again whenever anything else in it changes.
struct MisplacedDistributions {
  LayerUnion::Layer layer = 0;
  LayerUnion::Node site_packages = LayerUnion::kRoot;
  LayerUnion::Node file = LayerUnion::kRoot;  ///< one of theirs in the layer
  std::vector<std::string> names;             ///< normalised, sorted
  std::string pattern;  ///< of paths below RF: catches all that came with them
};

/// Looks for distributions, see DistributionAt, with a file in their `dist-info` directory that is
/// in one of `layers`. Links to such files, as in a virtual environment, do not count.
///
/// `root`: where RF is, such as `entrypoint.runfiles`; what is not below it is not looked at. The
/// patterns, see PathPattern, match the directory above `site-packages` and all below. If that is
/// the top directory of a repository, and other files of it are in the layer, then the repository
/// is more than those wheels, such as the workspace, and only `site-packages` is matched.
std::vector<MisplacedDistributions> FindMisplaced(const LayerUnion& layer_union,
                                                  std::span<const LayerUnion::Layer> layers,
                                                  LayerUnion::Node root);

}  // namespace pyvenv
