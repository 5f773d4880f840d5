#pragma once

#include <cstdint>
#include <vector>

#include "report/contents.h"

namespace pyvenv {

/// Files with the same bytes, by their indices in Contents::entries.
using Copies = std::vector<uint32_t>;

/// All files of which the layers have the bytes more than once, those first that waste the most.
/// Empty files waste nothing, and hard links are stored once; neither count.
std::vector<Copies> FindCopies(const Contents& contents);

}  // namespace pyvenv
