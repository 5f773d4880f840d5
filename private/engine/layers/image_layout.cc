#include "layers/image_layout.h"

#include <filesystem>
#include <utility>

#include "layers/layout_reader.h"

namespace pyvenv {
namespace {

using nlohmann::json;

bool IsImageLayout(const std::string& directory) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(directory + "/oci-layout", ignored);
}

LayerSource ToSource(const json& layer, size_t number, const LayoutReader& layout) {
  if (!layer.is_object()) layout.Fail("a layer's descriptor is no object");
  LayerSource source;
  if (layer.contains("annotations")) source.name = TextOf(layer["annotations"], kTitleAnnotation);
  source.is_named = !source.name.empty();
  if (!source.is_named) source.name = "layer " + std::to_string(number);
  source.descriptor = ToDescriptor(layer, layout.directory());
  source.tar = layout.BlobPath(source.descriptor->digest);
  return source;
}

std::vector<LayerSource> ReadSelected(const ImageWord& image,
                                      const std::optional<Platform>& wanted) {
  const LayoutReader layout(image.directory);
  return LayersOf(layout.Read(layout.Select(image.selector, wanted)), layout);
}

}  // namespace

std::optional<ImageWord> ParseImageWord(const std::string& word) {
  if (IsImageLayout(word)) return ImageWord{.directory = word, .selector = {}};
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) return std::nullopt;
  // "DIRECTORY:sha256:…" too, and directories with a colon in their names.
  for (size_t colon = word.find(':'); colon != std::string::npos;
       colon = word.find(':', colon + 1)) {
    std::string directory = word.substr(0, colon);
    if (IsImageLayout(directory)) {
      return ImageWord{.directory = std::move(directory), .selector = word.substr(colon + 1)};
    }
  }
  return std::nullopt;
}

std::vector<LayerSource> LayersOf(const ImageDocuments& image, const LayoutReader& layout) {
  std::vector<LayerSource> sources;
  for (const json& layer : image.manifest["layers"]) {
    const json& diff_id = image.config["rootfs"]["diff_ids"][sources.size()];
    if (!diff_id.is_string()) layout.Fail("its config has a diff_id that is no digest");
    sources.push_back(ToSource(layer, sources.size() + 1, layout));
    sources.back().descriptor->diff_id = diff_id.get<std::string>();
    if (!IsSha256(sources.back().descriptor->diff_id)) {
      layout.Fail("its config has a diff_id that is no SHA-256");
    }
  }
  return sources;
}

std::vector<LayerSource> ReadImage(const ImageWord& image) {
  return ReadSelected(image, std::nullopt);
}

std::vector<LayerSource> ReadImageForThisMachine(const ImageWord& image) {
  return ReadSelected(image, ThisPlatform());
}

std::string ConfigOfImageForThisMachine(const ImageWord& image) {
  const LayoutReader layout(image.directory);
  const ImageDocuments read = layout.Read(layout.Select(image.selector, ThisPlatform()));
  return layout.BlobPath(TextOf(read.manifest["config"], "digest"));
}

}  // namespace pyvenv
