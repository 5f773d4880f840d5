#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "compress/compression.h"

namespace pyvenv {

/// What someone says of a layer: an image's manifest and config, or the descriptor that
/// `layer_packer` writes beside a layer (see LayerDescriptor). Empty fields are not known.
struct Descriptor {
  std::string media_type;
  std::string digest;   ///< of the layer's file, "sha256:…"
  std::string diff_id;  ///< of the tar in it, "sha256:…"
  std::string encoder;  ///< what compressed it, "zstd 1.5.4"
  std::optional<uint64_t> size;
  std::string source;  ///< path of the file that says so
};

/// "none", "gzip" or "zstd".
std::string_view CompressionName(CompressionKind kind);

/// The same of a media type of OCI or Docker; empty if it tells of none of these.
std::string_view CompressionOf(std::string_view media_type);

/// Whether this is "sha256:" and 64 lower-case hexadecimal digits, the only kind of digest that is
/// read here (OCI image-spec, "Digests").
bool IsSha256(std::string_view digest);

/// Reads a descriptor's JSON object. Throws Error for one that has no media type of a layer, no
/// digest or no size.
Descriptor ToDescriptor(const nlohmann::json& json, const std::string& source);

/// Reads a descriptor's file. Throws Error for one of another form.
Descriptor ReadDescriptor(const std::string& path);

/// The descriptor that lies beside a layer, at `path`; nothing if nothing does, or if what does is
/// about something else: no JSON object with a media type, or above 4 MiB. Throws Error for one
/// that was cut short.
std::optional<Descriptor> FindDescriptor(const std::string& path);

}  // namespace pyvenv
