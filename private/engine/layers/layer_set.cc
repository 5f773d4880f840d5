#include "layers/layer_set.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "inspect/layer_order.h"
#include "layers/image_layout.h"

namespace pyvenv {
namespace {

enum class FileRole { kTar, kListing, kDescriptor, kOther };

struct Suffix {
  std::string_view text;
  FileRole role;
};
constexpr std::array<Suffix, 7> kSuffixes = {{
    {".tar", FileRole::kTar},
    {".tar.gz", FileRole::kTar},
    {".tgz", FileRole::kTar},
    {".tar.zst", FileRole::kTar},
    {".tar.zstd", FileRole::kTar},
    {".mtree", FileRole::kListing},
    {".json", FileRole::kDescriptor},
}};

/// A path as what all files of its layer have in common, and what this one is.
struct SplitPath {
  std::string stem;
  FileRole role = FileRole::kOther;
};

SplitPath Split(const std::string& path) {
  for (const Suffix& suffix : kSuffixes) {
    if (path.ends_with(suffix.text)) {
      return {.stem = path.substr(0, path.size() - suffix.text.size()), .role = suffix.role};
    }
  }
  return {.stem = path};
}

/// Gathers the files of layers, one layer a stem.
class Gathering {
 public:
  /// A file that the user named.
  void AddFile(const std::string& path) {
    auto [stem, role] = Split(path);
    if (role == FileRole::kDescriptor) {
      LayerOf(stem).descriptor = ReadDescriptor(path);
      return;
    }
    LayerSource& layer = LayerOf(stem);
    if (role == FileRole::kListing) {
      layer.listing = path;
    } else {
      SetTar(path, &layer);
      layer.is_tar_meant = true;
    }
  }

  /// All layers in a directory.
  void AddDirectory(const std::string& directory) {
    std::error_code fault;
    std::vector<std::string> paths;
    for (const auto& file : std::filesystem::directory_iterator(directory, fault)) {
      paths.push_back(file.path().string());
    }
    if (fault) throw Error("cannot read", directory, fault.message());
    std::sort(paths.begin(), paths.end());
    bool is_empty = true;
    for (const std::string& path : paths) {
      const auto [stem, role] = Split(path);
      if (role == FileRole::kTar) SetTar(path, &LayerOf(stem));
      if (role == FileRole::kListing) LayerOf(stem).listing = path;
      if (role == FileRole::kTar || role == FileRole::kListing) is_empty = false;
    }
    if (is_empty) {
      throw Error("cannot read", directory,
                  "neither an image (oci-layout) nor a layer (*.tar, *.tar.gz, *.tar.zst, *.mtree) "
                  "is in it");
    }
  }

  std::vector<LayerSource> Take() {
    FindWhatLiesBeside();
    NameLayers();
    return std::move(layers_);
  }

 private:
  LayerSource& LayerOf(const std::string& stem) {
    const auto [known, is_new] = numbers_.try_emplace(stem, layers_.size());
    if (is_new) {
      layers_.emplace_back();
      stems_.push_back(stem);
    }
    return layers_[known->second];
  }

  static void SetTar(const std::string& path, LayerSource* layer) {
    if (!layer->tar.empty() && layer->tar != path) {
      throw Error("cannot tell which is the layer", path, "there is also " + layer->tar);
    }
    layer->tar = path;
  }

  void FindWhatLiesBeside() {
    for (size_t i = 0; i < layers_.size(); ++i) {
      LayerSource& layer = layers_[i];
      const std::string& stem = stems_[i];
      if (layer.tar.empty() && layer.listing.empty()) {
        throw Error("cannot read", layer.descriptor->source, "its layer is not among the others");
      }
      if (!layer.descriptor) layer.descriptor = FindDescriptor(stem + ".json");
      SetIfThere(stem + ".manifest.jsonl", &layer.manifest);
      SetIfThere(stem + ".facts.jsonl", &layer.facts);
      if (layer.listing.empty()) SetIfThere(stem + ".mtree", &layer.listing);
    }
  }

  static void SetIfThere(const std::string& path, std::string* place) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) *place = path;
  }

  void NameLayers() {
    std::vector<std::string_view> names;
    for (const std::string& stem : stems_) names.push_back(NameOf(stem));
    const std::vector<LayerStem> split = SplitStems(names);
    std::map<std::string_view, int> uses;
    for (const LayerStem& stem : split) ++uses[stem.layer];
    for (size_t i = 0; i < layers_.size(); ++i) {
      layers_[i].name = uses[split[i].layer] == 1 ? split[i].layer : names[i];
      layers_[i].is_named = true;
    }
  }

  std::vector<LayerSource> layers_;
  std::vector<std::string> stems_;         // of the layers
  std::map<std::string, size_t> numbers_;  // of the stems
};

bool IsDirectory(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

// Ten times as many as runtimes take.
void CheckNumber(const std::vector<LayerSource>& layers) {
  if (layers.size() > 1270) {
    throw Error("cannot read", layers.front().file(), "there are more than 1270 layers with it");
  }
}

LayerSet ImageLayers(std::span<const std::string> words, const ImageWord& image) {
  if (words.size() > 1) {
    throw Error("cannot read", image.directory, "an image is no part of something else");
  }
  LayerSet set{.layers = ReadImage(image), .is_ordered = true, .is_image = true};
  CheckNumber(set.layers);
  return set;
}

void SortByName(std::vector<LayerSource>* layers) {
  std::stable_sort(layers->begin(), layers->end(), [](const LayerSource& a, const LayerSource& b) {
    return ComesBelow(a.name, b.name);
  });
}

}  // namespace

LayerSet FindLayers(std::span<const std::string> words) {
  LayerSet set{.is_ordered = true};
  Gathering gathering;
  for (const std::string& word : words) {
    if (const std::optional<ImageWord> image = ParseImageWord(word))
      return ImageLayers(words, *image);
    if (IsDirectory(word)) {
      gathering.AddDirectory(word);
      set.is_ordered = false;
    } else {
      StatusOf(word);  // says why where there is nothing
      gathering.AddFile(word);
    }
  }
  set.layers = gathering.Take();
  CheckNumber(set.layers);
  if (!set.is_ordered) SortByName(&set.layers);
  return set;
}

}  // namespace pyvenv
