// A fuzz target (tests/fuzz): a listing. Written again it stays the same.

#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.h"
#include "layers/layer_reader.h"
#include "layers/write_listing.h"
#include "testing/fuzz.h"
#include "testing/memory_file.h"
#include "testing/memory_sink.h"

namespace {

std::string WrittenAgain(std::string_view listing) {
  const pyvenv::testing::MemoryFile file(listing);
  pyvenv::testing::MemorySink sink;
  pyvenv::WriteListing(pyvenv::OpenListing(file.path()).get(), sink);
  return sink.bytes();
}

}  // namespace

FUZZ(Listing, "listing", bytes) {
  std::string once;
  try {
    once = WrittenAgain(bytes);
  } catch (const pyvenv::Error&) {  // the input's fault
    return;
  }
  if (WrittenAgain(once) != once) std::abort();
}
