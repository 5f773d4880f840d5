#include "pkg_pyvenv/layer_words.h"

#include <filesystem>

namespace pyvenv {

std::string LayerWordsHelp() {
  return "Layers are named by\n"
         "- tars, plain or compressed with gzip or zstd, and listings (*.mtree); a descriptor "
         "(*.json) beside them is read as well\n"
         "- a directory that has these, such as bazel-bin/app\n"
         "- a directory with an OCI image layout; where it has several images "
         "DIRECTORY:TAG, DIRECTORY:linux/arm64 or DIRECTORY:sha256:DIGEST";
}

uint64_t BytesToRead(const LayerSet& set) {
  uint64_t bytes = 0;
  for (const LayerSource& layer : set.layers) {
    std::error_code fault;
    const uint64_t size = std::filesystem::file_size(layer.tar, fault);
    if (!fault) bytes += size;
  }
  return bytes;
}

}  // namespace pyvenv
