#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/path_pattern.h"

namespace pyvenv {

/// A group of the user, or of the defaults.
struct LayerGroup {
  std::string name;                   ///< of its layer; may hold kEachDistribution
  std::vector<std::string> patterns;  ///< distributions, or paths if they hold a "/"
};

/// In a group's name: one layer for each distribution that the group matches.
constexpr std::string_view kEachDistribution = "{distribution}";

/// Distributions so large that they are better not packed again with every other one.
std::vector<LayerGroup> DefaultLayerGroups();

/// Decides which layer a distribution or a path goes to. It is `layer_groups` of the rule, whose
/// meaning docs/layers.md has, and `private/layer_groups.bzl` decides in the same way.
class LayerGroups {
 public:
  /// `groups`: in the order of the layers. `distributions`: the names of all that there are. Throws
  /// Error for a group that makes no sense, naming it.
  LayerGroups(const std::vector<LayerGroup>& groups, std::vector<std::string> distributions);

  /// The names of the layers that there could be, bottom to top.
  [[nodiscard]] const std::vector<std::string>& order() const { return order_; }

  /// The layer of a distribution; empty if no group wants it.
  [[nodiscard]] std::string LayerOfDistribution(std::string_view distribution) const;

  /// The layer that a path goes to by itself; empty if to that of its distribution.
  [[nodiscard]] std::string LayerOfPath(std::string_view path);

  /// What may not be as the user means it, a line each: patterns that match nothing, distributions
  /// that two groups name. Complete once every path has been asked about.
  [[nodiscard]] std::vector<std::string> Findings() const;

 private:
  struct NamePattern {
    std::string group;
    std::string name;  // normalised
    PathPattern pattern;
  };
  struct ByPath {
    std::string group;
    std::string text;
    PathPattern pattern;
    bool has_matched = false;
  };

  void Add(const LayerGroup& group, const std::string& pattern);
  void MakeOrder(const std::vector<LayerGroup>& groups);
  void AddLayersOf(const std::string& group);
  [[nodiscard]] std::vector<const NamePattern*> ClaimsOf(std::string_view distribution) const;

  std::vector<std::string> distributions_;
  std::vector<NamePattern> names_;
  std::vector<ByPath> paths_;
  std::vector<std::string> order_;
};

}  // namespace pyvenv
