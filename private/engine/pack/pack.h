#pragma once

#include <cstdint>

#include "base/byte_sink.h"
#include "pack/descriptor.h"
#include "tree/tree.h"

namespace pyvenv {

/// What every member of a layer has in common.
struct PackOptions {
  uint64_t mtime = 0;  ///< seconds since 1970
  uint64_t uid = 0;
  uint64_t gid = 0;
};

/// Writes the layer of a sealed tree to `layer` and its listing to `listing`, reading every file
/// once.
///
/// The bytes depend on the tree's paths, types, link texts, declared executables and file contents
/// and on the options, on nothing else. Throws Error, with the entry's origin, if a file cannot be
/// read or changes its size meanwhile.
LayerDescriptor PackLayer(const Tree& tree, const PackOptions& options, ByteSink& layer,
                          ByteSink& listing);

}  // namespace pyvenv
