#pragma once

#include <optional>
#include <string>
#include <vector>

#include "layers/layer_set.h"

namespace pyvenv {

struct ImageDocuments;
class LayoutReader;

/// An image in an OCI image layout (image-spec, "Image Layout"), as a user names it.
struct ImageWord {
  std::string directory;

  /// Which one, where there are several: its reference name (the annotation
  /// `org.opencontainers.image.ref.name`, a tag), platform (`linux/arm64`, `linux/arm/v7`) or
  /// digest, "sha256:…", or the beginning of one. Empty: the only one.
  std::string selector;
};

/// Reads `DIRECTORY` or `DIRECTORY:SELECTOR`; nothing where there is no such layout.
std::optional<ImageWord> ParseImageWord(const std::string& word);

/// The layers of an image, bottom to top, with their descriptors, and the diffIDs that the config
/// has for them. Manifest and config must have the digest by which they are referred to; of the
/// layers nothing is read. Throws Error, with the images to choose from, unless the word means one
/// of them.
std::vector<LayerSource> ReadImage(const ImageWord& image);

/// The same. Of several images, and without a selector, it is the one for Linux on this machine's
/// processor, or for no platform in particular.
std::vector<LayerSource> ReadImageForThisMachine(const ImageWord& image);

/// The path of that image's configuration, a blob of its layout.
std::string ConfigOfImageForThisMachine(const ImageWord& image);

/// The layers of an image that has been read.
std::vector<LayerSource> LayersOf(const ImageDocuments& image, const LayoutReader& layout);

}  // namespace pyvenv
