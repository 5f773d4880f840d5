#pragma once

#include <cstdint>
#include <string>

#include "digest/sha256.h"

namespace pyvenv {

/// A finished layer as an image refers to it.
struct LayerDescriptor {
  Sha256Digest digest{};   ///< of the layer's file
  uint64_t size = 0;       ///< of the layer's file, in bytes
  Sha256Digest diff_id{};  ///< of the uncompressed tar
};

/// The descriptor as one line of JSON with mediaType, digest, size (OCI image-spec, "Content
/// Descriptors") and diffID (the layer's entry in the config's rootfs.diff_ids).
std::string ToJson(const LayerDescriptor& descriptor);

}  // namespace pyvenv
