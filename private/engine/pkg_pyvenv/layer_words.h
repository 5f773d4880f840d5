#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "layers/layer_set.h"

namespace pyvenv {

/// For --help: what a word can be that names layers.
std::string LayerWordsHelp();

/// Bytes of the tars among these layers: what there is to read.
uint64_t BytesToRead(const LayerSet& set);

/// The files of these layers: tars, listings, descriptors, and what else lies beside them.
std::vector<std::string> FilesOf(const LayerSet& set);

/// Throws UsageError for a file to write that is one of those, whatever path it is named by.
void CheckOutputIsNoLayer(const std::string& output, std::span<const std::string> files);

}  // namespace pyvenv
