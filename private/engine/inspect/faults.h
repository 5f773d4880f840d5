#pragma once

#include <vector>

#include "inspect/distributions.h"
#include "inspect/layer_union.h"
#include "inspect/link_walk.h"

namespace pyvenv {

/// What is to be said about a union, in order of its nodes. Paths in two layers are not among it:
/// the union knows these itself.
struct UnionFaults {
  /// A path below one that is listed, and no directory in any layer.
  struct Below {
    LayerUnion::Node node = LayerUnion::kRoot;
    LayerUnion::Node above = LayerUnion::kRoot;
  };

  /// A link that leads to nothing in the union. The walk's link is the one to blame: the link
  /// itself, or one on the way.
  struct BadLink {
    LayerUnion::Node link = LayerUnion::kRoot;
    LinkWalk walk;
  };

  size_t paths = 0;  ///< that a layer lists
  size_t links = 0;  ///< among these
  std::vector<LayerUnion::Node> whiteouts;
  std::vector<Below> below;
  std::vector<BadLink> bad_links;
  std::vector<RepeatedDistribution> repeated;
};

UnionFaults FindFaults(const LayerUnion& layers);

}  // namespace pyvenv
