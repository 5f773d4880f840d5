#include "report/layer_files.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "inspect/layer_order.h"

namespace pyvenv {
namespace {

constexpr std::string_view kListing = ".mtree";

/// "dir/app_tar.main.mtree" as "app_tar" and "main".
struct LayerPath {
  std::string target;
  std::string layer;
};

LayerPath Split(std::string_view listing) {
  std::string_view stem = NameOf(listing);
  stem.remove_suffix(kListing.size());
  const size_t dot = stem.find('.');
  if (dot == std::string_view::npos) return {.target = {}, .layer = std::string(stem)};
  return {.target = std::string(stem.substr(0, dot)), .layer = std::string(stem.substr(dot + 1))};
}

LayerFiles FilesOf(const std::string& listing) {
  return {.name = Split(listing).layer,
          .listing = listing,
          .descriptor = listing.substr(0, listing.size() - kListing.size()) + ".json"};
}

std::vector<std::string> ListingsIn(const std::string& directory) {
  std::error_code fault;
  std::vector<std::string> listings;
  for (const auto& file : std::filesystem::directory_iterator(directory, fault)) {
    if (file.path().extension() == kListing) listings.push_back(file.path().string());
  }
  if (fault) throw Error("cannot read", directory, fault.message());
  if (listings.empty()) throw Error("cannot report", directory, "no listing (*.mtree) is in it");
  std::sort(listings.begin(), listings.end(), [](const std::string& a, const std::string& b) {
    return ComesBelow(Split(a).layer, Split(b).layer);
  });
  return listings;
}

void CheckIsOneBuild(const std::string& directory, const std::vector<std::string>& listings) {
  const std::string first = Split(listings.front()).target;
  for (const std::string& listing : listings) {
    const std::string target = Split(listing).target;
    if (target == first) continue;
    std::string cause = "the layers of several targets are in it, \"";
    cause.append(first).append("\" and \"").append(target);
    cause += "\"; name the listings of one, bottom to top";
    throw Error("cannot report", directory, cause);
  }
}

}  // namespace

std::vector<LayerFiles> FindLayerFiles(std::span<const std::string> words, std::string* title) {
  std::vector<LayerFiles> layers;
  for (const std::string& word : words) {
    if (KindOf(StatusOf(word)) == FileKind::kDirectory) {
      const std::vector<std::string> listings = ListingsIn(word);
      CheckIsOneBuild(word, listings);
      for (const std::string& listing : listings) layers.push_back(FilesOf(listing));
    } else if (word.ends_with(kListing)) {
      layers.push_back(FilesOf(word));
    } else {
      throw Error("cannot report", word, "neither a listing (*.mtree) nor a directory");
    }
  }
  const std::string target = Split(layers.front().listing).target;
  *title = target.empty() ? "layers" : target;
  return layers;
}

}  // namespace pyvenv
