#include "pack/packed_entries.h"

#include <limits>

#include "pack/mode.h"

namespace pyvenv {
namespace {

constexpr uint32_t kNoHolder = std::numeric_limits<uint32_t>::max();

MemberType MemberTypeOf(EntryType type) {
  switch (type) {
    case EntryType::kDirectory:
      return MemberType::kDirectory;
    case EntryType::kLink:
      return MemberType::kLink;
    default:
      return MemberType::kFile;
  }
}

}  // namespace

PackedEntries::PackedEntries(const Tree& tree, const PackOptions& options)
    : tree_(tree),
      options_(options),
      files_(new File[tree.entries().size()]),
      digests_(new Sha256Digest[tree.entries().size()]) {}

void PackedEntries::SetFile(size_t entry, uint32_t mode, uint64_t size,
                            std::optional<uint32_t> holder) {
  files_[entry] = {.size = size, .holder = holder.value_or(kNoHolder), .mode = mode};
}

std::optional<uint32_t> PackedEntries::HolderOf(size_t entry) const {
  const uint32_t holder = files_[entry].holder;
  return holder == kNoHolder ? std::nullopt : std::optional(holder);
}

Member PackedEntries::MemberOf(size_t index) const {
  const Entry& entry = tree_.entries()[index];
  Member member;
  member.type = MemberTypeOf(entry.type());
  member.path = entry.path();
  member.uid = options_.uid;
  member.gid = options_.gid;
  member.mtime = static_cast<int64_t>(options_.mtime);
  if (member.type == MemberType::kDirectory) {
    member.mode = kDirectoryMode;
  } else if (member.type == MemberType::kLink) {
    member.mode = kLinkMode;
    member.link = entry.text();
  } else {
    const File& file = files_[index];
    member.mode = file.mode;
    member.size = file.size;
    if (file.holder != kNoHolder) member.link = tree_.entries()[file.holder].path();
  }
  if (options_.group_as_owner) member.mode = GroupAsOwner(member.mode);
  return member;
}

}  // namespace pyvenv
