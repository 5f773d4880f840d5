#include "inspect/layer_order.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pyvenv {
namespace {

int PlaceOf(std::string_view layer) {
  constexpr std::array<std::string_view, 4> kNamed = {kInterpreterLayer, "", kExternalLayer,
                                                      kMainLayer};
  const auto* const named = std::find(kNamed.begin(), kNamed.end(), layer);
  return named == kNamed.end() ? 1 : static_cast<int>(named - kNamed.begin());
}

}  // namespace

bool IsFixedLayer(std::string_view layer) {
  return layer == kInterpreterLayer || layer == kExternalLayer || layer == kMainLayer;
}

bool ComesBelow(std::string_view layer, std::string_view other) {
  return std::pair(PlaceOf(layer), layer) < std::pair(PlaceOf(other), other);
}

}  // namespace pyvenv
