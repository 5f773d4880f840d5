#include "plan/layer_groups.h"

#include <algorithm>
#include <utility>

#include "base/distribution_name.h"
#include "base/error.h"
#include "inspect/layer_order.h"

namespace pyvenv {
namespace {

std::string Replaced(std::string text, std::string_view distribution) {
  for (size_t at = text.find(kEachDistribution); at != std::string::npos;
       at = text.find(kEachDistribution, at + distribution.size())) {
    text.replace(at, kEachDistribution.size(), distribution);
  }
  return text;
}

bool IsForEachDistribution(std::string_view group) {
  return group.find(kEachDistribution) != std::string_view::npos;
}

// A layer's name becomes a part of file names.
std::string_view LayerNameFault(std::string_view name) {
  constexpr std::string_view kCharacters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  if (name.empty()) return "its name is empty";
  if (name.find_first_not_of(kCharacters) != std::string_view::npos) {
    return R"(use letters, digits, ".", "_" and "-")";
  }
  if (std::string_view("._-").find(name.front()) != std::string_view::npos) {
    return "begin it with a letter or a digit";
  }
  return {};
}

void CheckName(const std::string& group, const std::string& layer) {
  const std::string_view fault = LayerNameFault(layer);
  if (!fault.empty()) throw Error("cannot be a layer", group, fault);
}

}  // namespace

std::vector<LayerGroup> DefaultLayerGroups() {
  return {{.name = "nvidia", .patterns = {"nvidia-*"}},
          {.name = "torch", .patterns = {"torch", "triton"}}};
}

LayerGroups::LayerGroups(const std::vector<LayerGroup>& groups,
                         std::vector<std::string> distributions)
    : distributions_(std::move(distributions)) {
  std::sort(distributions_.begin(), distributions_.end());
  distributions_.erase(std::unique(distributions_.begin(), distributions_.end()),
                       distributions_.end());
  for (const LayerGroup& group : groups) {
    CheckName(group.name, Replaced(group.name, "x"));
    for (const std::string& pattern : group.patterns) Add(group, pattern);
  }
  MakeOrder(groups);
}

void LayerGroups::Add(const LayerGroup& group, const std::string& pattern) {
  if (pattern.empty() || pattern.front() == '/') {
    throw Error("no pattern of layer " + group.name, pattern,
                "write a distribution's name, or a path below the root of the tree");
  }
  if (pattern.find('/') == std::string::npos) {
    std::string name = NormalizedName(pattern);
    const PathPattern glob(name);
    return names_.push_back({.group = group.name, .name = std::move(name), .pattern = glob});
  }
  if (IsForEachDistribution(group.name)) {
    throw Error("no pattern of layer " + group.name, pattern,
                "the layer is of one distribution, and a path tells of none: give it a group of "
                "its own");
  }
  paths_.push_back({.group = group.name, .text = pattern, .pattern = PathPattern(pattern)});
}

void LayerGroups::MakeOrder(const std::vector<LayerGroup>& groups) {
  const auto is_placed = [&](std::string_view layer) {
    return std::any_of(groups.begin(), groups.end(),
                       [&](const LayerGroup& group) { return group.name == layer; });
  };
  if (!is_placed(kInterpreterLayer)) order_.emplace_back(kInterpreterLayer);
  for (const LayerGroup& group : groups) AddLayersOf(group.name);
  for (const std::string_view layer : {kExternalLayer, kMainLayer}) {
    if (!is_placed(layer)) order_.emplace_back(layer);
  }
}

void LayerGroups::AddLayersOf(const std::string& group) {
  const auto add = [&](std::string layer) {
    if (std::find(order_.begin(), order_.end(), layer) != order_.end()) {
      throw Error("cannot be a layer", layer, "two groups are called so");
    }
    order_.push_back(std::move(layer));
  };
  if (!IsForEachDistribution(group)) return add(group);
  for (const std::string& distribution : distributions_) {
    const std::vector<const NamePattern*> claims = ClaimsOf(distribution);
    if (claims.empty() || claims.front()->group != group) continue;
    std::string layer = Replaced(group, distribution);
    if (IsFixedLayer(layer)) {
      throw Error("cannot be a layer", layer,
                  "it is the name of another layer; write \"pypi-{distribution}\" for the group");
    }
    CheckName(group, layer);
    add(std::move(layer));
  }
}

// Whoever names it exactly comes first, then globs, each in the order of the groups.
std::vector<const LayerGroups::NamePattern*> LayerGroups::ClaimsOf(
    std::string_view distribution) const {
  std::vector<const NamePattern*> claims;
  for (const NamePattern& name : names_) {
    if (name.name == distribution) claims.push_back(&name);
  }
  for (const NamePattern& name : names_) {
    if (name.name != distribution && name.pattern.Matches(distribution)) claims.push_back(&name);
  }
  return claims;
}

std::string LayerGroups::LayerOfDistribution(std::string_view distribution) const {
  const std::vector<const NamePattern*> claims = ClaimsOf(distribution);
  return claims.empty() ? std::string() : Replaced(claims.front()->group, distribution);
}

std::string LayerGroups::LayerOfPath(std::string_view path) {
  const ByPath* first = nullptr;
  for (ByPath& candidate : paths_) {
    if (!candidate.pattern.Matches(path)) continue;
    candidate.has_matched = true;
    if (first == nullptr) first = &candidate;
  }
  return first == nullptr ? std::string() : first->group;
}

std::vector<std::string> LayerGroups::Findings() const {
  std::vector<std::string> findings;
  for (const NamePattern& name : names_) {
    const bool matches = std::any_of(distributions_.begin(), distributions_.end(),
                                     [&](const std::string& d) { return name.pattern.Matches(d); });
    if (!matches) {
      findings.push_back("layer " + name.group + ": no distribution is called " + name.name);
    }
  }
  for (const ByPath& path : paths_) {
    if (!path.has_matched) {
      findings.push_back("layer " + path.group + ": nothing is at " + path.text);
    }
  }
  for (const std::string& distribution : distributions_) {
    const std::vector<const NamePattern*> claims = ClaimsOf(distribution);
    if (claims.size() < 2 || claims[0]->group == claims[1]->group) continue;
    const bool both_exact = claims[1]->name == distribution;
    const bool both_globs = claims[0]->name != distribution;
    if (both_exact || both_globs) {
      findings.push_back("layers " + claims[0]->group + " and " + claims[1]->group + " both want " +
                         distribution + ": the first has it");
    }
  }
  return findings;
}

}  // namespace pyvenv
