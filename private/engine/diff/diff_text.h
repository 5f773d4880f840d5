#pragma once

#include <cstddef>
#include <string>

#include "diff/layer_diff.h"

namespace pyvenv {

/// What changed, for a person: a table of the layers, then for each changed one its parts and
/// paths, no more than `most` of them, and at the end why each one changed.
std::string DiffText(const BuildDiff& diff, size_t most);

}  // namespace pyvenv
