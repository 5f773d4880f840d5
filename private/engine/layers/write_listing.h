#pragma once

#include "base/byte_sink.h"
#include "layers/layer_reader.h"

namespace pyvenv {

/// Writes the listing of a layer that anyone made: the text that `layer_packer` writes of its own
/// layers, see ListingWriter. What it has no line for becomes a comment: special files, and paths
/// that may lead out of the layer.
void WriteListing(LayerReader* layer, ByteSink& sink);

}  // namespace pyvenv
