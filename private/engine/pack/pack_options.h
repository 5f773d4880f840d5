#pragma once

#include <cstdint>

#include "compress/compression.h"

namespace pyvenv {

/// What every member of a layer has in common, and how the layer is made.
struct PackOptions {
  uint64_t mtime = 0;  ///< seconds since 1970
  uint64_t uid = 0;
  uint64_t gid = 0;
  bool group_as_owner = false;  ///< what the owner may do, the group may do as well
  bool hard_links = true;       ///< equal content is stored once
  Compression compression;
};

}  // namespace pyvenv
