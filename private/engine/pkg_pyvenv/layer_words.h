#pragma once

#include <cstdint>
#include <string>

#include "layers/layer_set.h"

namespace pyvenv {

/// For --help: what a word can be that names layers.
std::string LayerWordsHelp();

/// Bytes of the tars among these layers: what there is to read.
uint64_t BytesToRead(const LayerSet& set);

}  // namespace pyvenv
