#include "layers/layer_files.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "inspect/layer_order.h"

namespace pyvenv {
namespace {

constexpr std::string_view kListing = ".mtree";

/// A listing, and what it is the listing of.
struct Listing {
  std::string path;
  LayerStem stem;
};

std::string_view WithoutSuffix(std::string_view listing) {
  return listing.substr(0, listing.size() - kListing.size());
}

std::vector<Listing> WithStems(const std::vector<std::string>& paths) {
  std::vector<std::string_view> names;
  names.reserve(paths.size());
  for (const std::string& path : paths) names.push_back(WithoutSuffix(NameOf(path)));
  const std::vector<LayerStem> stems = SplitStems(names);
  std::vector<Listing> listings;
  for (size_t i = 0; i < paths.size(); ++i) {
    listings.push_back({.path = paths[i], .stem = stems[i]});
  }
  return listings;
}

void CheckIsOneBuild(const std::string& directory, const std::vector<Listing>& listings) {
  const std::string& first = listings.front().stem.target;
  for (const Listing& listing : listings) {
    const std::string& target = listing.stem.target;
    if (target == first) continue;
    std::string cause = "the layers of several targets are in it, \"";
    cause.append(first).append("\" and \"").append(target);
    cause += "\"; name the listings of one, bottom to top";
    throw Error("cannot report", directory, cause);
  }
}

std::vector<Listing> ListingsIn(const std::string& directory) {
  std::error_code fault;
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator(directory, fault)) {
    if (file.path().extension() == kListing) paths.push_back(file.path().string());
  }
  if (fault) throw Error("cannot read", directory, fault.message());
  if (paths.empty()) throw Error("cannot report", directory, "no listing (*.mtree) is in it");
  std::sort(paths.begin(), paths.end());
  std::vector<Listing> listings = WithStems(paths);
  CheckIsOneBuild(directory, listings);
  std::sort(listings.begin(), listings.end(), [](const Listing& a, const Listing& b) {
    return ComesBelow(a.stem.layer, b.stem.layer);
  });
  return listings;
}

}  // namespace

std::vector<LayerFiles> FindLayerFiles(std::span<const std::string> words, std::string* title) {
  std::vector<Listing> listings;
  std::vector<std::string> named;  // since the last directory
  const auto add = [&](const std::vector<Listing>& more) {
    listings.insert(listings.end(), more.begin(), more.end());
  };
  for (const std::string& word : words) {
    if (KindOf(StatusOf(word)) == FileKind::kDirectory) {
      add(WithStems(std::exchange(named, {})));
      add(ListingsIn(word));
    } else if (word.ends_with(kListing)) {
      named.push_back(word);
    } else {
      throw Error("cannot report", word,
                  "neither a listing (*.mtree), which pkg_pyvenv listing makes of tars and images, "
                  "nor a directory");
    }
  }
  add(WithStems(named));
  const std::string& target = listings.front().stem.target;
  *title = target.empty() ? "layers" : target;
  std::vector<LayerFiles> layers;
  layers.reserve(listings.size());
  for (const Listing& listing : listings) {
    layers.push_back({.name = listing.stem.layer,
                      .listing = listing.path,
                      .descriptor = std::string(WithoutSuffix(listing.path)) + ".json"});
  }
  return layers;
}

}  // namespace pyvenv
