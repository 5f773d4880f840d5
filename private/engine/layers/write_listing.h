#pragma once

#include "base/byte_sink.h"
#include "layers/layer_reader.h"

namespace pyvenv {

/// Whether a listing has a line for the member: it has none for special files, and for paths that
/// may lead out of the layer.
bool HasListingLine(const LayerMember& member);

/// Writes the listing of a layer that anyone made: the text that `layer_packer` writes of its own
/// layers, see ListingWriter. What it has no line for becomes a comment.
void WriteListing(LayerReader* layer, ByteSink& sink);

}  // namespace pyvenv
