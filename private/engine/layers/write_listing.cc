#include "layers/write_listing.h"

#include "base/coalescing_sink.h"
#include "pack/listing.h"

namespace pyvenv {
namespace {

constexpr size_t kBlock = size_t{64} << 10U;

}  // namespace

void WriteListing(LayerReader* layer, ByteSink& sink) {
  CoalescingSink blocks(sink, kBlock);
  ListingWriter listing(blocks);
  while (const LayerMember* member = layer->Next()) {
    if (!member->type) {
      listing.AddOmitted(member->path, "special file");
    } else if (HasParentComponent(member->path)) {
      listing.AddOmitted(member->path, "the path may lead out of the layer");
    } else {
      listing.Add(ToMember(*member), member->digest);
    }
  }
  blocks.Flush();
}

}  // namespace pyvenv
