#include "inspect/misplaced.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "inspect/distributions.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;
using Layer = LayerUnion::Layer;

/// What the files of the layers in question tell. Each is visited once.
class DistributionSearch {
 public:
  DistributionSearch(const LayerUnion& layer_union, Node root) : union_(layer_union), root_(root) {}

  void Visit(Node file) {
    const std::vector<Node> above = DirectoriesAbove(file);
    if (above.empty()) return;
    const bool is_in_site_packages =
        above.size() > 1 && union_.Name(above[above.size() - 2]) == "site-packages";
    if (!is_in_site_packages) mixed_.emplace(above.back(), union_.LayerOf(file));
    for (const Node directory : above) {
      if (AddDistribution(directory, file)) return;
    }
  }

  std::vector<MisplacedDistributions> Found() {
    std::vector<MisplacedDistributions> found;
    for (auto& [place, misplaced] : found_) {
      std::vector<std::string>& names = misplaced.names;
      std::sort(names.begin(), names.end());
      names.erase(std::unique(names.begin(), names.end()), names.end());
      misplaced.pattern = PatternFor(misplaced);
      found.push_back(std::move(misplaced));
    }
    return found;
  }

 private:
  // A directory, and a layer with files below it.
  using Place = std::pair<Node, Layer>;

  // From the inmost to the one below RF; none if the file lies elsewhere.
  [[nodiscard]] std::vector<Node> DirectoriesAbove(Node file) const {
    std::vector<Node> above;
    for (Node node = union_.Parent(file); node != root_; node = union_.Parent(node)) {
      if (node == LayerUnion::kRoot) return {};
      above.push_back(node);
    }
    return above;
  }

  // Returns whether the directory is a distribution's.
  bool AddDistribution(Node directory, Node file) {
    std::optional<std::string> name = DistributionAt(union_, directory);
    if (!name) return false;
    const Place place(union_.Parent(directory), union_.LayerOf(file));
    const auto [found, is_new] = found_.try_emplace(place);
    if (is_new) {
      found->second = {.layer = place.second, .site_packages = place.first, .file = file};
    }
    found->second.names.push_back(std::move(*name));
    return true;
  }

  [[nodiscard]] std::string PatternFor(const MisplacedDistributions& misplaced) const {
    const Node parent = union_.Parent(misplaced.site_packages);
    const bool is_narrow = parent == root_ || mixed_.contains({parent, misplaced.layer});
    const std::string path = union_.Path(is_narrow ? misplaced.site_packages : parent);
    return path.substr(union_.Path(root_).size() + 1) + "/**";
  }

  const LayerUnion& union_;
  const Node root_;
  std::map<Place, MisplacedDistributions> found_;
  std::set<Place> mixed_;  // repositories with other files than those in site-packages
};

}  // namespace

std::vector<MisplacedDistributions> FindMisplaced(const LayerUnion& layer_union,
                                                  std::span<const Layer> layers, Node root) {
  DistributionSearch search(layer_union, root);
  for (Node node = 0; node < layer_union.size(); ++node) {
    if (!layer_union.IsListed(node) || layer_union.Type(node) != MemberType::kFile) continue;
    const Layer layer = layer_union.LayerOf(node);
    if (std::find(layers.begin(), layers.end(), layer) != layers.end()) search.Visit(node);
  }
  return search.Found();
}

}  // namespace pyvenv
