#include "plan/budget.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "base/error.h"
#include "inspect/layer_order.h"

namespace pyvenv {
namespace {

bool IsTooSmall(const LayerSize& layer, uint64_t min_layer_size) {
  return layer.bytes < (layer.is_planned ? min_layer_size / 2 : min_layer_size);
}

// Whether `a` is merged before `b`, where `a` stands below it.
bool GoesBefore(const LayerSize& a, const LayerSize& b) {
  return std::tuple(a.is_planned, std::bit_width(a.bytes)) <
         std::tuple(b.is_planned, std::bit_width(b.bytes));
}

}  // namespace

std::set<std::string, std::less<>> LayersToMerge(std::span<const LayerSize> layers,
                                                 const Budget& budget) {
  std::set<std::string, std::less<>> merged;
  std::vector<LayerSize> candidates;
  size_t count = layers.size();
  bool has_external = false;
  for (const LayerSize& layer : layers) {
    has_external = has_external || layer.name == kExternalLayer;
    if (!IsFixedLayer(layer.name)) candidates.push_back(layer);
  }
  const auto merge = [&](const std::string& name) {
    merged.insert(name);
    // The first may make the layer that it goes to.
    if (has_external) --count;
    has_external = true;
  };
  // The last named first, so that a stable sort leaves them so.
  std::reverse(candidates.begin(), candidates.end());
  std::stable_sort(candidates.begin(), candidates.end(), GoesBefore);
  for (const LayerSize& layer : candidates) {
    if (IsTooSmall(layer, budget.min_layer_size)) merge(layer.name);
  }
  if (budget.max_layers == 0) return merged;
  for (const LayerSize& layer : candidates) {
    if (count > budget.max_layers && !merged.contains(layer.name)) merge(layer.name);
  }
  if (count > budget.max_layers) {
    throw Error("too few layers", std::to_string(budget.max_layers),
                std::to_string(count) + " of them are never merged");
  }
  return merged;
}

}  // namespace pyvenv
