#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inspect/components.h"
#include "inspect/layer_union.h"

namespace pyvenv {

/// What one layer wrote about itself, see PackLayer.
struct LayerFiles {
  std::string name;        ///< of the layer
  std::string listing;     ///< path of its listing
  std::string descriptor;  ///< path of its descriptor
};

/// One layer of a report.
struct LayerSummary {
  std::string name;
  uint64_t files = 0;
  uint64_t links = 0;
  uint64_t directories = 0;
  uint64_t content = 0;  ///< bytes in files
  uint64_t size = 0;     ///< bytes of the layer
  std::string digest;    ///< of the layer, "sha256:…"
};

/// A file or a link of one layer.
struct ReportedEntry {
  LayerUnion::Node node = LayerUnion::kRoot;
  LayerUnion::Layer layer = 0;
  MemberType type = MemberType::kFile;
  uint64_t size = 0;       ///< bytes of a file's content
  std::string content;     ///< of a file the digest of its content, of a link its text
  std::string hard_link;   ///< of a file that is a hard link, the path of the other
  std::string attributes;  ///< mode, owner and time, as listings have them
};

/// What is in the layers of one binary, as far as their listings and descriptors tell.
struct Contents {
  std::vector<LayerSummary> layers;    ///< bottom to top
  std::vector<ReportedEntry> entries;  ///< files and links, in the order of the layers
  LayerUnion paths;
  Components components;
};

/// Reads layers, bottom to top. Throws Error for files of another form.
void ReadContents(std::span<const LayerFiles> layers, Contents* contents);

}  // namespace pyvenv
