#include "inspect/distributions.h"

#include <unordered_map>
#include <utility>

#include "base/distribution_name.h"
#include "metadata/python_version.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

}  // namespace

bool IsLibraryOfAPython(const LayerUnion& layers, Node directory) {
  return layers.Name(layers.Parent(directory)) == "lib" &&
         !PythonVersionOf(layers.Name(directory)).empty();
}

std::optional<std::string> DistributionAt(const LayerUnion& layers, Node node) {
  if (!layers.IsDirectory(node)) return std::nullopt;
  std::optional<DistInfo> found = ParseDistInfo(layers.Name(node));
  if (!found) return std::nullopt;
  const Node site = layers.Parent(node);
  if (layers.Name(site) != "site-packages") return std::nullopt;
  if (IsLibraryOfAPython(layers, layers.Parent(site))) return std::nullopt;
  return std::move(found->name);
}

std::vector<RepeatedDistribution> RepeatedDistributions(const LayerUnion& layers) {
  std::vector<RepeatedDistribution> repeated;
  std::unordered_map<std::string, Node> seen;
  for (Node node = 0; node < layers.size(); ++node) {
    std::optional<std::string> name = DistributionAt(layers, node);
    if (!name) continue;
    const auto [first, is_new] = seen.try_emplace(*name, node);
    if (!is_new) {
      repeated.push_back({.name = std::move(*name), .first = first->second, .second = node});
    }
  }
  return repeated;
}

}  // namespace pyvenv
