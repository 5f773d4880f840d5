#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// Layers that every build may have, whatever its groups. `interpreter` and `main` should hold no
/// distribution.
constexpr std::string_view kInterpreterLayer = "interpreter";
constexpr std::string_view kExternalLayer = "external";
constexpr std::string_view kMainLayer = "main";

/// Whether a layer is one of these.
bool IsFixedLayer(std::string_view layer);

/// Whether one layer lies below another, by their names, which is all that a directory with the
/// layers of a build tells: `interpreter`, the others by name, `external`, `main`.
bool ComesBelow(std::string_view layer, std::string_view other);

/// What the files of a layer are called after: "app_tar" and "main" of "app_tar.main".
struct LayerStem {
  std::string target;  ///< empty if the layer is no target's
  std::string layer;
};

/// Splits the names of files that lie together, without what tells their formats. Targets and
/// layers may both have dots: a layer that every build may have (see IsFixedLayer) tells where its
/// target ends, and where there is none the target is what all share up to a dot. What is of no
/// target that the others are of is split at its last dot, unless a digit follows ("python-3.11").
std::vector<LayerStem> SplitStems(std::span<const std::string_view> stems);

}  // namespace pyvenv
