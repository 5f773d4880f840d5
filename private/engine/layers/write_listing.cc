#include "layers/write_listing.h"

#include "base/coalescing_sink.h"
#include "pack/listing.h"

namespace pyvenv {
namespace {

constexpr size_t kBlock = size_t{64} << 10U;

}  // namespace

bool HasListingLine(const LayerMember& member) {
  return member.type && !HasParentComponent(member.path);
}

void WriteListing(LayerReader* layer, ByteSink& sink) {
  CoalescingSink blocks(sink, kBlock);
  ListingWriter listing(blocks);
  while (const LayerMember* member = layer->Next()) {
    if (HasListingLine(*member)) {
      listing.Add(ToMember(*member), member->digest);
    } else {
      listing.AddOmitted(member->path,
                         member->type ? "the path may lead out of the layer" : "special file");
    }
  }
  blocks.Flush();
}

}  // namespace pyvenv
