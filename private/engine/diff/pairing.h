#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "diff/build_contents.h"

namespace pyvenv {

/// A layer of the old build and what became of it in the new one: indexes into the layers. One of
/// them is nothing where the layer is gone, or new.
struct LayerPair {
  std::optional<size_t> before;
  std::optional<size_t> after;
  bool operator==(const LayerPair&) const = default;
};

/// Pairs the layers of two builds: those of the new one in their order, then what is gone.
///
/// First by name, if both have one, and of several with that name by digest; then by digest; then
/// those that share most paths, at least half of the smaller one's, for layers of images have no
/// names and groups are renamed. Where each side has one layer only, they are a pair.
std::vector<LayerPair> PairLayers(const BuildContents& before, const BuildContents& after);

}  // namespace pyvenv
