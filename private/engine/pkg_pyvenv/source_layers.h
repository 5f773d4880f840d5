#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "pack/pack_options.h"
#include "pkg_pyvenv/source_flags.h"
#include "plan/assignment.h"
#include "source/source_tree.h"

namespace pyvenv {

/// Deals a source out to layers, with a warning for what the flags do not fit.
Assignment Assign(const SourceFlags& flags, const SourceTree& source, const LayerWishes& wishes);

/// The same with the layers that the flags ask for.
Assignment AssignAsAsked(const SourceFlags& flags, const SourceTree& source);

/// Warns if no image that Docker takes has so many layers.
void WarnOfLayers(size_t count);

/// Bytes of content, for Progress; 0 if nobody would see that.
uint64_t BytesOf(const Assignment& assignment);

/// Throws UsageError for a directory to write to that lies in the source: what one run writes, the
/// next one would pack.
void CheckOutputIsOutside(const std::string& source, const std::string& output);

/// The user that the layers' owner is, "UID:GID"; empty for root.
std::string UserOf(const PackOptions& options);

}  // namespace pyvenv
