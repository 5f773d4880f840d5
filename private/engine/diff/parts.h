#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "diff/layer_diff.h"
#include "inspect/components.h"

namespace pyvenv {

/// How many members came, went, and became something else.
struct Tally {
  size_t added = 0;
  size_t removed = 0;
  size_t changed = 0;

  [[nodiscard]] size_t sum() const { return added + removed + changed; }
  Tally& operator+=(const Tally& other);
};

/// How many members differ in what they are, and what there is to send anew.
struct ChangeCounts {
  Tally files;  ///< links are counted as files
  Tally directories;
  uint64_t bytes = 0;  ///< of content that is new

  ChangeCounts& operator+=(const ChangeCounts& other);
};

/// What became of one part of a layer: a distribution, a Python, a repository, or what is no part
/// of these.
struct PartChange {
  ComponentKind kind = ComponentKind::kOther;
  std::string name;
  std::vector<std::string> before;  ///< its versions in the old layer, none if it was not there
  std::vector<std::string> after;   ///< its versions in the new layer
  bool was_there = false;
  bool is_there = false;
  std::string other_layer;  ///< where it came from, if it is new; where it went, if it is gone
  ChangeCounts counts;

  /// Whether both versions are known, and differ.
  [[nodiscard]] bool HasOtherVersion() const {
    return !before.empty() && !after.empty() && before != after;
  }
};

/// The parts of a layer that have changed in substance (see kSubstance): those with another version
/// first, then the largest.
///
/// A link called `<name>-<version>.dist-info`, as virtual environments have it, is of that
/// distribution.
std::vector<PartChange> ChangedParts(const BuildDiff& build, const LayerDiff& layer);

}  // namespace pyvenv
