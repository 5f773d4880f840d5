#include "pkg_pyvenv/layer_words.h"

#include <filesystem>
#include <system_error>

#include "cli/command.h"

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

std::vector<std::string> FilesOf(const LayerSet& set) {
  std::vector<std::string> files;
  for (const LayerSource& layer : set.layers) {
    files.insert(files.end(), {layer.tar, layer.listing, layer.manifest, layer.facts});
    if (layer.descriptor) files.push_back(layer.descriptor->source);
  }
  return files;
}

void CheckOutputIsNoLayer(const std::string& output, std::span<const std::string> files) {
  std::error_code not_there;
  for (const std::string& file : files) {
    if (std::filesystem::equivalent(output, file, not_there)) {
      throw UsageError(output, "is a layer's, and would be overwritten");
    }
  }
}

}  // namespace pyvenv
