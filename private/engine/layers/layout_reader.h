#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "layers/platform.h"

namespace pyvenv {

/// Media types of OCI (image-spec, "OCI Image Media Types").
inline constexpr std::string_view kIndexType = "application/vnd.oci.image.index.v1+json";
inline constexpr std::string_view kManifestType = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view kConfigType = "application/vnd.oci.image.config.v1+json";

/// The annotations (image-spec, "Annotations") that hold an image's tag, and here a layer's name.
inline constexpr const char* kTagAnnotation = "org.opencontainers.image.ref.name";
inline constexpr const char* kTitleAnnotation = "org.opencontainers.image.title";

/// The string with this key of an object; empty if there is none, or if it is no string.
std::string TextOf(const nlohmann::json& object, const char* key);

/// What an object with "os", "architecture" and "variant" tells; texts that it lacks are empty.
Platform ReadPlatform(const nlohmann::json& object);

/// An image that the index of a layout leads to.
struct ImageReference {
  nlohmann::json descriptor;  ///< of its manifest, as the index has it
  std::string tag;            ///< empty for none
  std::optional<Platform> platform;
};

/// What an image says of itself.
struct ImageDocuments {
  nlohmann::json manifest;  ///< has "layers", an array
  nlohmann::json config;    ///< has "rootfs" with "diff_ids", an array of as many
};

/// An OCI image layout (image-spec, "Image Layout"). What is read has the digest by which it is
/// referred to. Throws Error for what is not there, and for JSON of another form.
class LayoutReader {
 public:
  /// Reads the index, and those that it refers to.
  explicit LayoutReader(std::string directory);

  /// The image that `selector` means, see ImageWord. Where it means several, and always where it
  /// says nothing, the one for `wanted`, if anything is: of its very variant rather than of others,
  /// or for no platform in particular. Throws Error, with the images to choose from, unless that is
  /// one image, be it under two tags.
  [[nodiscard]] const ImageReference& Select(const std::string& selector,
                                             const std::optional<Platform>& wanted) const;

  [[nodiscard]] ImageDocuments Read(const ImageReference& image) const;

  /// `digest`: one that IsSha256 has let pass, for it becomes a path.
  [[nodiscard]] std::string BlobPath(const std::string& digest) const;

  [[nodiscard]] const std::string& directory() const { return directory_; }

  [[noreturn]] void Fail(const std::string& cause) const;

 private:
  void Collect(const nlohmann::json& index, const std::string& tag, int depth);
  [[nodiscard]] std::string Choice() const;
  [[nodiscard]] nlohmann::json ReadBlob(const nlohmann::json& descriptor) const;

  const std::string directory_;
  std::vector<ImageReference> images_;
};

}  // namespace pyvenv
