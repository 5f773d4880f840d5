#include "pack/descriptor.h"

namespace pyvenv {
namespace {

std::string_view MediaTypeSuffix(CompressionKind compression) {
  switch (compression) {
    case CompressionKind::kNone:
      return "";
    case CompressionKind::kGzip:
      return "+gzip";
    case CompressionKind::kZstd:
      return "+zstd";
  }
  return {};
}

}  // namespace

std::string ToJson(const LayerDescriptor& descriptor) {
  std::string json = R"({"mediaType": "application/vnd.oci.image.layer.v1.tar)";
  json += MediaTypeSuffix(descriptor.compression);
  json += R"(", "digest": ")" + DigestText(descriptor.digest) + R"(", "size": )" +
          std::to_string(descriptor.size) + R"(, "diffID": ")" + DigestText(descriptor.diff_id) +
          "\"";
  if (descriptor.compression != CompressionKind::kNone) {
    json += R"(, "encoder": ")" + EncoderOf(descriptor.compression) + "\"";
  }
  return json + "}\n";
}

}  // namespace pyvenv
