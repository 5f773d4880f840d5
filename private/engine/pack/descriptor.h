#pragma once

#include <cstdint>
#include <string>

#include "compress/compression.h"
#include "digest/sha256.h"

namespace pyvenv {

/// A finished layer as an image refers to it.
struct LayerDescriptor {
  Sha256Digest digest{};   ///< of the layer's file
  uint64_t size = 0;       ///< of the layer's file, in bytes
  Sha256Digest diff_id{};  ///< of the uncompressed tar
  CompressionKind compression = CompressionKind::kNone;
};

/// The descriptor as one line of JSON with mediaType, digest, size (OCI image-spec, "Content
/// Descriptors" and, for the types, "Image Layer Filesystem Changeset"), diffID (the layer's entry
/// in the config's rootfs.diff_ids) and, if the layer is compressed, encoder (see EncoderOf).
std::string ToJson(const LayerDescriptor& descriptor);

}  // namespace pyvenv
