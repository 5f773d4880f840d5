#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/task_pool.h"
#include "plan/budget.h"
#include "plan/layer_groups.h"
#include "plan/plan.h"
#include "source/source_tree.h"
#include "tree/tree.h"

namespace pyvenv {

/// What the user wants of the layers.
struct LayerWishes {
  std::vector<LayerGroup> groups = DefaultLayerGroups();
  Budget budget;
  bool wants_sizes = false;  ///< AssignedLayer::bytes, which a budget needs too, cost a stat a file

  /// Layers of a checked-in plan, which the budget is kinder to; null for none.
  const Plan* earlier = nullptr;
};

/// One layer before it is packed.
struct AssignedLayer {
  std::string name;
  std::vector<uint32_t> entries;           ///< indexes into SourceTree::entries
  std::vector<std::string> distributions;  ///< sorted
  uint64_t bytes = 0;                      ///< of content, if asked for
};

struct Assignment {
  std::vector<AssignedLayer> layers;  ///< bottom to top, those alone that have entries
  std::vector<std::string> findings;  ///< of LayerGroups

  /// The layers that the budget has merged into `external`.
  std::set<std::string, std::less<>> merged;
};

/// Deals the entries of a source out to layers: by its path, if a pattern matches that, else with
/// its owner. Throws Error for wishes that make no sense.
Assignment AssignLayers(const SourceTree& source, const LayerWishes& wishes);

/// The tree of one layer, sealed. The tasks of the pool ask the disk as BuildTree does.
Tree LayerTree(const SourceTree& source, const AssignedLayer& layer, TaskPool& pool);

/// An assignment as a plan to check in. `groups`: those that led to it, for their paths.
Plan PlanOf(const Assignment& assignment, const std::vector<LayerGroup>& groups);

}  // namespace pyvenv
