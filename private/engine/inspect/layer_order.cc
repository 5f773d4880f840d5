#include "inspect/layer_order.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pyvenv {
namespace {

int PlaceOf(std::string_view layer) {
  constexpr std::array<std::string_view, 4> kNamed = {kInterpreterLayer, "", kExternalLayer,
                                                      kMainLayer};
  const auto* const named = std::find(kNamed.begin(), kNamed.end(), layer);
  return named == kNamed.end() ? 1 : static_cast<int>(named - kNamed.begin());
}

// What comes before the last dot, if there is one.
std::string_view BeforeLastDot(std::string_view stem) {
  return stem.substr(0, std::min(stem.find_last_of('.'), stem.size()));
}

bool IsOfTarget(std::string_view stem, std::string_view target) {
  return stem.size() > target.size() + 1 && stem.starts_with(target) && stem[target.size()] == '.';
}

std::string_view BehindTarget(std::string_view stem, std::string_view target) {
  return target.empty() ? stem : stem.substr(target.size() + 1);
}

// By the layers that every build may have. The shortest, since a group's name may end like one.
std::optional<std::string_view> TargetOfFixedLayers(std::span<const std::string_view> stems) {
  std::optional<std::string_view> target;
  for (const std::string_view stem : stems) {
    const std::string_view own = BeforeLastDot(stem);
    if (!IsOfTarget(stem, own) || !IsFixedLayer(BehindTarget(stem, own))) continue;
    if (!target || own.size() < target->size()) target = own;
  }
  return target;
}

std::string_view SharedTarget(std::span<const std::string_view> stems) {
  std::string_view shared = stems.front();
  for (const std::string_view stem : stems) {
    while (!shared.empty() && !IsOfTarget(stem, shared)) {
      const std::string_view shorter = BeforeLastDot(shared);
      shared = shorter.size() < shared.size() ? shorter : std::string_view();
    }
  }
  if (shared.empty()) return shared;
  const bool is_a_number = std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) {
    const char first = BehindTarget(stem, shared).front();
    return first >= '0' && first <= '9';
  });
  return is_a_number ? std::string_view() : shared;
}

std::string_view TargetOf(std::span<const std::string_view> stems) {
  const std::optional<std::string_view> target = TargetOfFixedLayers(stems);
  return target ? *target : SharedTarget(stems);
}

}  // namespace

bool IsFixedLayer(std::string_view layer) {
  return layer == kInterpreterLayer || layer == kExternalLayer || layer == kMainLayer;
}

bool ComesBelow(std::string_view layer, std::string_view other) {
  return std::pair(PlaceOf(layer), layer) < std::pair(PlaceOf(other), other);
}

std::vector<LayerStem> SplitStems(std::span<const std::string_view> stems) {
  std::vector<LayerStem> split;
  if (stems.empty()) return split;
  const std::string_view shared = TargetOf(stems);
  for (const std::string_view& stem : stems) {
    const std::string_view own = IsOfTarget(stem, shared) ? shared : TargetOf({&stem, 1});
    split.push_back({.target = std::string(own), .layer = std::string(BehindTarget(stem, own))});
  }
  return split;
}

}  // namespace pyvenv
