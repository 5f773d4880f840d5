// A fuzz target (tests/fuzz): someone's tar, plain or compressed. What is listed of it
// can be read.

#include <cstdint>
#include <string_view>
#include <vector>

#include "archive/archive_reader.h"
#include "base/error.h"
#include "layers/layer_reader.h"
#include "layers/write_listing.h"
#include "testing/fuzz.h"
#include "testing/memory_file.h"
#include "testing/memory_sink.h"

namespace {

// Holes of GiB cost seconds, and find nothing.
constexpr uint64_t kMostContent = uint64_t{4} << 20U;

bool IsSmall(const std::string& path) {
  pyvenv::ArchiveReader reader(path);
  uint64_t content = 0;
  while (const pyvenv::ArchiveMember* const member = reader.Next()) {
    if (member->size > kMostContent) return false;
    content += member->size;
    if (content > kMostContent) return false;
  }
  return true;
}

// Throws where the tar is at fault.
std::string ListingOf(std::string_view tar) {
  const pyvenv::testing::MemoryFile file(tar);
  if (!IsSmall(file.path())) return "#mtree\n";
  std::vector<pyvenv::FileFacts> facts;
  pyvenv::testing::MemorySink sink;
  const auto layer = pyvenv::OpenTar(file.path(), nullptr, &facts);
  pyvenv::WriteListing(layer.get(), sink);
  layer->Finish();
  return sink.bytes();
}

}  // namespace

FUZZ(TarLayer, "tar_layer", bytes) {
  std::string listing;
  try {
    listing = ListingOf(bytes);
  } catch (const pyvenv::Error&) {  // the input's fault
    return;
  }
  const pyvenv::testing::MemoryFile file(listing);
  const auto reader = pyvenv::OpenListing(file.path());
  while (reader->Next() != nullptr) {
  }
}
