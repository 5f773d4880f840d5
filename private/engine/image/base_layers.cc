#include "image/base_layers.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "layers/image_layout.h"
#include "layers/layout_reader.h"

namespace pyvenv {
namespace {

using Json = nlohmann::ordered_json;

// https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md#compatibility-matrix
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDockerTypes = {{
    {"application/vnd.docker.image.rootfs.diff.tar", "application/vnd.oci.image.layer.v1.tar"},
    {"application/vnd.docker.image.rootfs.diff.tar.gzip",
     "application/vnd.oci.image.layer.v1.tar+gzip"},
    {"application/vnd.docker.image.rootfs.diff.tar.zstd",
     "application/vnd.oci.image.layer.v1.tar+zstd"},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar",
     "application/vnd.oci.image.layer.nondistributable.v1.tar"},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
     "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"},
}};

Json AsOci(Json descriptor) {
  for (const auto& [docker, oci] : kDockerTypes) {
    if (descriptor["mediaType"] == docker) descriptor["mediaType"] = oci;
  }
  return descriptor;
}

// The configuration says it of every image, while an index may be silent.
Platform PlatformOf(const nlohmann::json& config, const Platform& wanted, const std::string& word) {
  Platform platform = ReadPlatform(config);
  if (platform.os.empty() || platform.architecture.empty()) {
    throw Error("cannot build on the image", word,
                "its config does not say for which platform it is");
  }
  if (!Serves(platform, wanted)) {
    throw Error("cannot build on the image", word,
                "it is for " + ToText(platform) + ", not for " + ToText(wanted) +
                    ": another is chosen by --platform");
  }
  return platform;
}

}  // namespace

BaseLayers ReadBase(const std::string& word, const Platform& platform) {
  const std::optional<ImageWord> image = ParseImageWord(word);
  if (!image) {
    throw Error(
        "cannot read the base image", word,
        "there is no OCI image layout; skopeo makes one of an image, umoci of a root directory");
  }
  const LayoutReader layout(image->directory);
  const ImageReference& reference = layout.Select(image->selector, platform);
  const ImageDocuments documents = layout.Read(reference);
  BaseLayers base{.digest = TextOf(reference.descriptor, "digest"),
                  .platform = PlatformOf(documents.config, platform, word),
                  .config = documents.config,
                  .descriptors = {},
                  .layers = LayersOf(documents, layout)};
  for (const nlohmann::json& layer : documents.manifest["layers"]) {
    base.descriptors.push_back(AsOci(layer));
  }
  return base;
}

}  // namespace pyvenv
