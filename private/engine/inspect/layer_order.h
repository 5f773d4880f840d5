#pragma once

#include <string_view>

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

}  // namespace pyvenv
