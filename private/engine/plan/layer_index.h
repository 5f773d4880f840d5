#pragma once

#include <string>
#include <vector>

#include "pack/descriptor.h"
#include "pack/layer_totals.h"
#include "source/source_tree.h"

namespace pyvenv {

/// A layer that was packed, and the names of its files.
struct PackedLayer {
  std::string name;
  std::string tar;
  std::string listing;
  std::string descriptor_file;
  LayerDescriptor descriptor;
  LayerTotals totals;
};

/// `layers.json`, for whoever makes an image of the layers: {"layers": [...], "config": {...}}. The
/// layers, bottom to top, have name, tar, listing and descriptor (names of files beside it) and
/// what the descriptor says; config has keys as in the image-spec's configuration, `user` too if it
/// is not empty. `sbom` is the name of a software bill of materials beside it; empty for none.
std::string LayerIndexAsJson(const std::vector<PackedLayer>& layers, const StartConfig& config,
                             const std::string& user, const std::string& sbom = {});

/// The names of all files in an index that an earlier run has left; none if it left no index.
std::vector<std::string> FilesOfLayerIndex(const std::string& path);

}  // namespace pyvenv
