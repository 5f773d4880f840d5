#pragma once

#include <cstdint>

#include "base/byte_sink.h"
#include "compress/compression.h"
#include "pack/descriptor.h"
#include "tree/tree.h"

namespace pyvenv {

/// What every member of a layer has in common, and how the layer is made.
struct PackOptions {
  uint64_t mtime = 0;  ///< seconds since 1970
  uint64_t uid = 0;
  uint64_t gid = 0;
  bool group_as_owner = false;  ///< what the owner may do, the group may do as well
  bool hard_links = true;       ///< equal content is stored once
  Compression compression;
  unsigned jobs = 1;  ///< threads that work, the calling one included
};

/// Writes the layer of a sealed tree to `layer` and its listing to `listing`.
///
/// The bytes depend on the tree's paths, types, link texts, declared executables and file contents
/// and on the options, except `jobs`, and on nothing else. Every file is read once; a large one
/// that looks like an earlier one (see Duplicates) is compared first, and so read twice if it then
/// differs.
///
/// With hard_links, a file of at least 4 KiB whose content and mode are those of an earlier one,
/// and which is no shared object, becomes a hard link to the first such one.
///
/// Throws Error, with the entry's origin, if a file cannot be read or changes its size meanwhile.
/// Of several faults it is the one that stands first in the tar, whatever `jobs`.
///
/// Memory beside the tree, in MiB, with a block of B = 1 (zstd: 4): (jobs + 3) × B for the blocks;
/// as much again for a compressed layer, if nothing can be compressed; (2 × jobs + 1) / 2 for what
/// is read ahead; and what an encoder needs, a job: gzip 1 (from level 10 on 9), zstd 2 at level 3
/// and up to 50 at level 19. And about 100 bytes a file of 4 KiB or more, to find equal ones.
LayerDescriptor PackLayer(const Tree& tree, const PackOptions& options, ByteSink& layer,
                          ByteSink& listing);

}  // namespace pyvenv
