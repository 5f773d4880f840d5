#pragma once

#include <string_view>

namespace pyvenv {

/// Whether one layer lies below another, by their names, which is all that a directory with the
/// layers of a build tells: `interpreter`, the others by name, `external`, `main`.
bool ComesBelow(std::string_view layer, std::string_view other);

}  // namespace pyvenv
