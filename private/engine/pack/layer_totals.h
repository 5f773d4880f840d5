#pragma once

#include <cstdint>

namespace pyvenv {

/// How much is in a layer.
struct LayerTotals {
  uint64_t files = 0;  ///< hard links among them
  uint64_t links = 0;
  uint64_t directories = 0;
  uint64_t content = 0;  ///< bytes in files; each hard link counts as a file
};

}  // namespace pyvenv
