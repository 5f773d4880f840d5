#pragma once

#include <string>
#include <vector>

#include "layers/layer_set.h"

namespace pyvenv {

/// Whether a directory is an OCI image layout (image-spec, "Image Layout").
bool IsImageLayout(const std::string& directory);

/// The layers of an image in a layout, bottom to top, with their descriptors, and the diffIDs that
/// the config has for them. Manifest and config must have the digest by which they are referred to;
/// of the layers nothing is read.
///
/// `selector`: which image, where there are several: its reference name (the annotation
/// `org.opencontainers.image.ref.name`, a tag), platform (`linux/arm64`, `linux/arm/v7`) or digest,
/// "sha256:…", or the beginning of one. Empty: the only one. Throws Error, with the images to
/// choose from.
std::vector<LayerSource> ReadImage(const std::string& directory, const std::string& selector);

}  // namespace pyvenv
