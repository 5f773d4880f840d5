#include "layers/descriptor.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text_file.h"
#include "layers/json_text.h"

namespace pyvenv {
namespace {

using nlohmann::json;

constexpr std::string_view kSha256 = "sha256:";
constexpr size_t kHexDigits = 64;

bool IsLayerType(const std::string& media_type) {
  return media_type.find("layer") != std::string::npos ||
         media_type.find("rootfs.diff") != std::string::npos;
}

}  // namespace

std::string_view CompressionName(CompressionKind kind) {
  switch (kind) {
    case CompressionKind::kNone:
      return "none";
    case CompressionKind::kGzip:
      return "gzip";
    case CompressionKind::kZstd:
      return "zstd";
  }
  return {};
}

std::string_view CompressionOf(std::string_view media_type) {
  // "…tar+gzip" of OCI, "…tar.gzip" of Docker.
  if (media_type.ends_with("gzip")) return "gzip";
  if (media_type.ends_with("zstd")) return "zstd";
  if (media_type.ends_with("tar")) return "none";
  return {};
}

bool IsSha256(std::string_view digest) {
  if (!digest.starts_with(kSha256)) return false;
  digest.remove_prefix(kSha256.size());
  return digest.size() == kHexDigits && std::all_of(digest.begin(), digest.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Descriptor ToDescriptor(const json& json, const std::string& source) {
  Descriptor descriptor{.source = source};
  try {
    descriptor.media_type = json.at("mediaType").get<std::string>();
    descriptor.digest = json.at("digest").get<std::string>();
    if (json.at("size").is_number_unsigned()) descriptor.size = json.at("size").get<uint64_t>();
    descriptor.diff_id = json.value("diffID", std::string());
    descriptor.encoder = json.value("encoder", std::string());
  } catch (const json::exception&) {
    throw Error("cannot read", source, "not the descriptor of a layer");
  }
  const bool is_sound = IsLayerType(descriptor.media_type) && IsSha256(descriptor.digest) &&
                        (descriptor.diff_id.empty() || IsSha256(descriptor.diff_id)) &&
                        descriptor.size;
  if (!is_sound) throw Error("cannot read", source, "not the descriptor of a layer");
  return descriptor;
}

Descriptor ReadDescriptor(const std::string& path) {
  return ToDescriptor(ReadJson(path), path);
}

std::optional<Descriptor> FindDescriptor(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  if (std::filesystem::file_size(path, ignored) > kLargestJson) return std::nullopt;
  const std::string text = ReadTextFile(path, kLargestJson);
  const json found = json::parse(text, nullptr, false);
  // One that was cut short is still about the layer.
  if (found.is_discarded() && text.find("\"mediaType\"") != std::string::npos) {
    throw Error("cannot read", path, "not JSON");
  }
  if (!found.is_object() || !found.contains("mediaType")) return std::nullopt;
  return ToDescriptor(found, path);
}

}  // namespace pyvenv
