#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace pyvenv {

/// How many layers there may be, and how small.
struct Budget {
  uint64_t max_layers = 0;      ///< 0: any number
  uint64_t min_layer_size = 0;  ///< bytes of content
};

/// A layer that there would be without a budget.
struct LayerSize {
  std::string name;
  uint64_t bytes = 0;       ///< of content
  bool is_planned = false;  ///< a checked-in plan has it
};

/// The layers to merge into `external` so that the rest keeps to the budget. `interpreter`,
/// `external` and `main` are never merged.
///
/// Small changes move little. A layer that the checked-in plan has stays until it is smaller than
/// half of `min_layer_size`, another one is made from all of it on. If there are still too many,
/// those go first that no plan has, then the smaller ones by powers of two, then the last named.
///
/// `layers`: bottom to top, those alone that have entries. Throws Error if those that are never
/// merged are too many.
std::set<std::string, std::less<>> LayersToMerge(std::span<const LayerSize> layers,
                                                 const Budget& budget);

}  // namespace pyvenv
