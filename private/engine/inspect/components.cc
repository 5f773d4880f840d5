#include "inspect/components.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/distribution_name.h"
#include "inspect/distributions.h"
#include "metadata/python_version.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;
using Index = Components::Index;

constexpr std::string_view kSitePackages = "site-packages";

/// What the names of files and directories tell of the directories above them.
struct Landmarks {
  std::unordered_map<Node, std::string> pythons;          // their versions
  std::unordered_set<Node> environments;                  // with a pyvenv.cfg
  std::unordered_set<Node> runfiles;                      // roots of runfiles trees
  std::unordered_map<Node, std::vector<DistInfo>> sites;  // site-packages
};

void LookAt(const LayerUnion& layers, Node node, Landmarks* landmarks) {
  const std::string_view name = layers.Name(node);
  const Node parent = layers.Parent(node);
  if (layers.IsDirectory(node)) {
    if (name.ends_with(".runfiles")) landmarks->runfiles.insert(node);
    if (layers.Name(parent) != kSitePackages) return;
    if (std::optional<DistInfo> found = ParseDistInfo(name)) {
      landmarks->sites[parent].push_back(std::move(*found));
    }
  } else if (name == "_repo_mapping") {
    landmarks->runfiles.insert(parent);
  } else if (name == "pyvenv.cfg") {
    landmarks->environments.insert(parent);
  } else if (name == "os.py" && IsLibraryOfAPython(layers, parent)) {
    landmarks->pythons[layers.Parent(layers.Parent(parent))] = PythonVersionOf(layers.Name(parent));
  }
}

/// The name that a distribution would have if it were called after what it installs.
std::string StemOf(std::string_view name, bool is_directory) {
  if (!is_directory || name.ends_with(".libs") || name.ends_with(".data")) {
    name = name.substr(0, name.find('.'));
  }
  // The one package with a name of its own that interpreters bring.
  return name == "pkg_resources" ? "setuptools" : NormalizedName(name);
}

class Finder {
 public:
  explicit Finder(const LayerUnion& layers) : layers_(layers) {
    for (Node node = 0; node < layers.size(); ++node) LookAt(layers, node, &landmarks_);
  }

  Components Find() {
    components_.of.resize(layers_.size());
    in_repository_.resize(layers_.size());
    for (Node node = 0; node < layers_.size(); ++node) {
      components_.of[node] = ComponentOf(node);
    }
    return std::move(components_);
  }

 private:
  // A directory below a site-packages that no distribution has claimed so far.
  struct Unclaimed {
    Node site;
    std::string stem;  // its path below the site, as the name of a distribution
  };

  // Parents come first.
  Index ComponentOf(Node node) {
    const auto python = landmarks_.pythons.find(node);
    if (python != landmarks_.pythons.end()) {
      return Add({ComponentKind::kPython, "Python", python->second});
    }
    if (node == LayerUnion::kRoot) return Add({.name = "other files"});
    const Node parent = layers_.Parent(node);
    const bool is_repository = !in_repository_[parent] && landmarks_.runfiles.contains(parent) &&
                               layers_.IsDirectory(node);
    in_repository_[node] = is_repository || in_repository_[parent];
    if (is_repository) return Repository(node);
    if (landmarks_.environments.contains(node) && !in_repository_[node]) {
      return Add({.name = "virtual environment"});
    }
    return InSitePackages(node, parent).value_or(components_.of[parent]);
  }

  Index Repository(Node node) {
    const std::string_view name = layers_.Name(node);
    const std::optional<Node> site = layers_.Child(node, kSitePackages);
    const auto found = site ? landmarks_.sites.find(*site) : landmarks_.sites.end();
    if (found != landmarks_.sites.end() && found->second.size() == 1 && name != kMainRepository) {
      return Distribution(found->second.front());
    }
    return Add({ComponentKind::kRepository, std::string(name), {}});
  }

  std::optional<Index> InSitePackages(Node node, Node parent) {
    const bool is_directory = layers_.IsDirectory(node);
    Unclaimed place{.site = parent, .stem = {}};
    const auto above = unclaimed_.find(parent);
    if (above != unclaimed_.end()) {
      place = {.site = above->second.site, .stem = above->second.stem + "-"};
    } else if (!IsShared(parent)) {
      return std::nullopt;
    } else if (const std::optional<DistInfo> own = ParseDistInfo(layers_.Name(node))) {
      return OfSite(parent, own->name);
    }
    place.stem += StemOf(layers_.Name(node), is_directory);
    if (const std::optional<Index> claimed = OfSite(place.site, place.stem)) return claimed;
    if (!is_directory) return std::nullopt;
    const bool is_top = parent == place.site;
    const std::string name(layers_.Name(node));
    unclaimed_.emplace(node, std::move(place));
    if (!is_top || name.starts_with('_')) return std::nullopt;
    return Add({ComponentKind::kDistribution, NormalizedName(name), {}});
  }

  // Whether a directory is a site-packages whose distributions have to be told apart.
  [[nodiscard]] bool IsShared(Node directory) const {
    const auto site = landmarks_.sites.find(directory);
    if (site == landmarks_.sites.end()) return false;
    if (IsLibraryOfAPython(layers_, layers_.Parent(directory))) return true;
    const Component& component = components_.At(directory);
    return component.kind != ComponentKind::kDistribution;
  }

  std::optional<Index> OfSite(Node site, const std::string& name) {
    const std::vector<DistInfo>& all = landmarks_.sites.at(site);
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const DistInfo& info) { return info.name == name; });
    if (found == all.end()) return std::nullopt;
    const Index around = components_.of[site];
    const bool is_pythons_own = name == "pip" || name == "setuptools" || name == "wheel";
    if (is_pythons_own && components_.list[around].kind == ComponentKind::kPython) return around;
    return Distribution(*found);
  }

  Index Distribution(const DistInfo& info) {
    return Add({ComponentKind::kDistribution, info.name, info.version});
  }

  Index Add(Component component) {
    const auto [known, is_new] =
        known_.try_emplace({static_cast<int>(component.kind), component.name, component.version},
                           static_cast<Index>(components_.list.size()));
    if (is_new) components_.list.push_back(std::move(component));
    return known->second;
  }

  const LayerUnion& layers_;
  Landmarks landmarks_;
  Components components_;
  std::vector<bool>
      in_repository_;  // by node: what is, or lies in, a repository of a runfiles tree
  std::unordered_map<Node, Unclaimed> unclaimed_;
  std::map<std::tuple<int, std::string, std::string>, Index> known_;
};

}  // namespace

Components FindComponents(const LayerUnion& layers) {
  return Finder(layers).Find();
}

}  // namespace pyvenv
