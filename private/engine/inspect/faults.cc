#include "inspect/faults.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

/// The nearest path above that a layer lists; the image's root if there is none.
Node ListedAbove(const LayerUnion& layers, Node node) {
  do {
    node = layers.Parent(node);
  } while (node != LayerUnion::kRoot && !layers.IsListed(node));
  return node;
}

void CheckPlace(const LayerUnion& layers, Node node, UnionFaults* faults) {
  const Node above = ListedAbove(layers, node);
  // Of a path that is a directory in another layer its clash says enough.
  const bool is_sound = layers.IsDirectory(above) || layers.WasDirectory(above);
  if (!is_sound) faults->below.push_back({.node = node, .above = above});
}

void CheckLink(const LayerUnion& layers, Node link, UnionFaults* faults) {
  LinkWalk walk = FollowLink(layers, link);
  if (walk.end == WalkEnd::kReached || walk.end == WalkEnd::kMounted) return;
  // Of what leads to an absolute link that one says enough.
  if (walk.end == WalkEnd::kAbsolute && walk.link != link) return;
  // Of a circle no link is more to blame than another.
  if (walk.end == WalkEnd::kTooManyLinks) walk.link = link;
  faults->bad_links.push_back({.link = link, .walk = walk});
}

}  // namespace

UnionFaults FindFaults(const LayerUnion& layers) {
  UnionFaults faults;
  for (Node node = 1; node < layers.size(); ++node) {
    if (layers.Name(node).starts_with(".wh.")) faults.whiteouts.push_back(node);
    if (!layers.IsListed(node)) continue;
    ++faults.paths;
    CheckPlace(layers, node, &faults);
    if (!layers.IsLink(node)) continue;
    ++faults.links;
    CheckLink(layers, node, &faults);
  }
  faults.repeated = RepeatedDistributions(layers);
  return faults;
}

}  // namespace pyvenv
