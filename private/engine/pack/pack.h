#pragma once

#include "base/byte_sink.h"
#include "base/task_pool.h"
#include "pack/descriptor.h"
#include "pack/layer_totals.h"
#include "pack/pack_options.h"
#include "tree/tree.h"

namespace pyvenv {

class Progress;

/// Writes the layer of a sealed tree to `layer`, its listing to `listing`, and to `facts`, unless
/// that is null, what its files need to be run and say of what is installed (see FactsWriter).
/// `progress`, unless null, is told of the bytes of content that are read; `totals`, unless null,
/// gets what the listing adds up to.
///
/// The bytes depend on the tree's paths, types, link texts, declared executables and file contents
/// and on the options, and on nothing else: not on the threads of the pool. Every file is read
/// once; a large one that looks like an earlier one (see Duplicates) is compared first, and so read
/// twice if it then differs.
///
/// With hard_links, a file of at least 4 KiB whose content and mode are those of an earlier one,
/// and which is no shared object, becomes a hard link to the first such one.
///
/// Throws Error, with the entry's origin, if a file cannot be read or changes its size meanwhile.
/// Of several faults it is the one that stands first in the tar.
///
/// Memory beside the tree: at most MostBlocks() blocks, of 1 MiB (zstd: 4), and as much again for a
/// compressed layer, if nothing can be compressed; at most 5 MiB of what is read ahead; what an
/// encoder needs, a job: gzip 1 MiB (from level 10 on 9), zstd 2 at level 3 and up to 50 at level
/// 19; and about 60 bytes an entry.
LayerDescriptor PackLayer(const Tree& tree, const PackOptions& options, TaskPool& pool,
                          ByteSink& layer, ByteSink& listing, ByteSink* facts = nullptr,
                          Progress* progress = nullptr, LayerTotals* totals = nullptr);

}  // namespace pyvenv
