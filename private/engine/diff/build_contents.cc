#include "diff/build_contents.h"

#include <functional>

#include "layers/layer_reader.h"

namespace pyvenv {
namespace {

LayerIdentity IdentityOf(const Descriptor& descriptor) {
  LayerIdentity identity{.digest = descriptor.digest,
                         .diff_id = descriptor.diff_id,
                         .compression = std::string(CompressionOf(descriptor.media_type)),
                         .encoder = descriptor.encoder,
                         .size = descriptor.size};
  if (identity.compression == "none") identity.diff_id = identity.digest;
  return identity;
}

/// What was read is the truth; the encoder is known from the descriptor alone.
void AddWhatWasRead(const LayerDescriptor& file, LayerIdentity* identity) {
  identity->digest = DigestText(file.digest);
  identity->diff_id = DigestText(file.diff_id);
  identity->compression = CompressionName(file.compression);
  identity->size = file.size;
}

}  // namespace

size_t BuildContents::AttributesHash::operator()(const MemberAttributes& attributes) const {
  size_t hash = attributes.mode;
  for (const uint64_t part :
       {attributes.uid, attributes.gid, static_cast<uint64_t>(attributes.mtime)}) {
    hash = (hash ^ part) * size_t{0x9e3779b97f4a7c15};
    hash ^= hash >> 32U;
  }
  return hash;
}

uint32_t BuildContents::AttributesIndex(const MemberAttributes& wanted) {
  const auto [known, is_new] =
      attributes_indexes_.try_emplace(wanted, static_cast<uint32_t>(attributes.size()));
  if (is_new) attributes.push_back(wanted);
  return known->second;
}

void BuildContents::Add(const LayerMember& member) {
  const auto layer = static_cast<LayerUnion::Layer>(layers.size() - 1);
  LayerEntry entry;
  entry.node = paths.Add(layer, ToListedEntry(member));
  entry.attributes = AttributesIndex(
      {.mode = member.mode, .uid = member.uid, .gid = member.gid, .mtime = member.mtime});
  entry.type = member.type;
  entry.digest = member.digest;
  entry.size = member.size;
  entry.link = texts_.Add(member.link);
  entry.hard_link = texts_.Add(member.hard_link);
  layers.back().entries.push_back(entry);
}

bool IsReadFromTar(const LayerSource& layer) {
  return layer.listing.empty() || layer.is_tar_meant;
}

void ReadBuild(const LayerSet& set, const std::unordered_set<std::string>& unread,
               Progress* progress, BuildContents* build) {
  build->is_ordered = set.is_ordered;
  for (const LayerSource& source : set.layers) {
    LayerContents& layer = build->layers.emplace_back();
    layer.name = source.name;
    layer.is_named = source.is_named;
    if (source.descriptor) layer.identity = IdentityOf(*source.descriptor);
    const bool is_from_tar = IsReadFromTar(source);
    layer.is_read = !is_from_tar || !unread.contains(layer.identity.digest);
    if (!layer.is_read) continue;
    const std::unique_ptr<LayerReader> reader =
        is_from_tar ? OpenTar(source.tar, progress) : OpenListing(source.listing);
    while (const LayerMember* member = reader->Next()) build->Add(*member);
    if (const std::optional<LayerDescriptor> file = reader->Finish()) {
      AddWhatWasRead(*file, &layer.identity);
    }
  }
  build->components = FindComponents(build->paths);
}

}  // namespace pyvenv
