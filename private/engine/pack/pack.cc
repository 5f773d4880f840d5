#include "pack/pack.h"

#include <array>
#include <optional>
#include <vector>

#include "base/coalescing_sink.h"
#include "base/error.h"
#include "base/task_pool.h"
#include "digest/sha256.h"
#include "pack/duplicates.h"
#include "pack/file_content.h"
#include "pack/fingerprint.h"
#include "pack/layer_stream.h"
#include "pack/listing.h"
#include "pack/mode.h"
#include "pack/read_ahead.h"
#include "tar/writer.h"

namespace pyvenv {
namespace {

constexpr size_t kListingBlock = size_t{64} << 10U;

// From the tree to the tar stream.
class Packer {
 public:
  Packer(const Tree& tree, const PackOptions& options, TaskPool& pool, LayerStream& layer,
         ByteSink& listing)
      : tree_(tree),
        options_(options),
        read_ahead_(tree, pool),
        layer_(layer),
        tar_(layer),
        listing_(listing),
        room_(kLargeFile + 1) {}

  void Run() {
    for (size_t i = 0; i < tree_.entries().size(); ++i) AddEntry(i);
    tar_.Finish();
  }

 private:
  void AddEntry(size_t index) {
    const Entry& entry = tree_.entries()[index];
    switch (entry.type) {
      case EntryType::kDirectory:
        return AddMember(MemberOf(entry, MemberType::kDirectory, kDirectoryMode));
      case EntryType::kLink:
        return AddMember(MemberOf(entry, MemberType::kLink, kLinkMode));
      case EntryType::kFile:
        return AddFile(entry, index);
      case EntryType::kEmpty:
        return AddLoadedFile(entry, index, {.content = {}, .digest = no_content_});
      case EntryType::kOmitted:
        return listing_.AddOmitted(entry.path, entry.text);
    }
  }

  [[nodiscard]] Member MemberOf(const Entry& entry, MemberType type, uint32_t mode) const {
    Member member;
    member.type = type;
    member.path = entry.path;
    if (type == MemberType::kLink) member.link = entry.text;
    member.mode = options_.group_as_owner ? GroupAsOwner(mode) : mode;
    member.uid = options_.uid;
    member.gid = options_.gid;
    member.mtime = options_.mtime;
    return member;
  }

  [[nodiscard]] Member MemberOf(const Entry& entry, std::string_view start, uint64_t size) const {
    Member member = MemberOf(entry, MemberType::kFile, ModeOfFile(entry.executable, start));
    member.size = size;
    return member;
  }

  void AddMember(const Member& member) {
    tar_.Begin(member);
    listing_.Add(member, std::nullopt);
  }

  // What goes wrong in `read` is the fault of the entry's source; what goes wrong elsewhere (a full
  // disk) is not.
  template <typename Read>
  auto AboutSource(const Entry& entry, Read read) {
    try {
      return read();
    } catch (Error& error) {
      error.SetOrigin(tree_.Origin(entry));
      throw;
    }
  }

  void AddFile(const Entry& entry, size_t index) {
    const LoadedFile* const ahead = AboutSource(entry, [&] { return read_ahead_.Get(index); });
    if (ahead != nullptr) return AddLoadedFile(entry, index, *ahead);
    const std::optional<LoadedFile> loaded =
        AboutSource(entry, [&] { return LoadFile(entry.text, room_, &hash_); });
    if (loaded) return AddLoadedFile(entry, index, *loaded);
    AddLargeFile(entry, index);
  }

  void AddLoadedFile(const Entry& entry, size_t index, const LoadedFile& file) {
    Member member = MemberOf(entry, file.content, file.content.size());
    if (MayBeDuplicate(member, file.content) && AddedAsLink(&member, file.digest, index)) return;
    tar_.Begin(member);
    tar_.Content(file.content);
    listing_.Add(member, file.digest);
  }

  void AddLargeFile(const Entry& entry, size_t index) {
    auto content = AboutSource(entry, [&] { return FileContent(entry.text); });
    std::array<char, 32> buffer{};
    const std::string_view start = AboutSource(entry, [&] { return content.Peek(0, buffer); });
    Member member = MemberOf(entry, start, content.size());
    const bool may_be_duplicate = MayBeDuplicate(member, start);
    if (may_be_duplicate && LooksKnown(entry, content) &&
        AddedAsLink(&member, DigestOfSource(entry), index)) {
      return;
    }
    tar_.Begin(member);
    while (AddPiece(entry, &content)) {
    }
    const Sha256Digest digest = layer_.FinishContent();
    listing_.Add(member, digest);
    if (may_be_duplicate) duplicates_.FindOrAdd(digest, member.mode, static_cast<uint32_t>(index));
  }

  // Straight from the file into the stream.
  bool AddPiece(const Entry& entry, FileContent* content) {
    const std::span<char> space = layer_.Space();
    const size_t size = AboutSource(entry, [&] { return content->Next(space).size(); });
    if (size == 0) return false;
    layer_.TakeContent(size);
    tar_.ContentPassed(size);
    return true;
  }

  [[nodiscard]] bool MayBeDuplicate(const Member& member, std::string_view start) const {
    return options_.hard_links && member.size >= kSmallestDuplicate && MayBeHardLink(start);
  }

  bool LooksKnown(const Entry& entry, const FileContent& content) {
    return duplicates_.MayKnow(AboutSource(entry, [&] { return FingerprintOf(content, &hash_); }));
  }

  Sha256Digest DigestOfSource(const Entry& entry) {
    return AboutSource(entry, [&] { return DigestOf(FileContent(entry.text), &hash_); });
  }

  // Adds the file as a hard link if an earlier one has its content and mode.
  bool AddedAsLink(Member* member, const Sha256Digest& digest, size_t index) {
    const std::optional<uint32_t> holder =
        duplicates_.FindOrAdd(digest, member->mode, static_cast<uint32_t>(index));
    if (!holder) return false;
    member->link = tree_.entries()[*holder].path;
    tar_.Begin(*member);
    listing_.Add(*member, digest);
    return true;
  }

  const Tree& tree_;
  const PackOptions& options_;
  ReadAhead read_ahead_;
  LayerStream& layer_;
  TarWriter tar_;
  ListingWriter listing_;
  Duplicates duplicates_;
  Sha256 hash_;
  const Sha256Digest no_content_ = hash_.Finish();
  std::vector<char> room_;
};

}  // namespace

LayerDescriptor PackLayer(const Tree& tree, const PackOptions& options, ByteSink& layer,
                          ByteSink& listing) {
  TaskPool pool(options.jobs);
  LayerStream layer_stream(pool, options.compression, layer);
  CoalescingSink listing_blocks(listing, kListingBlock);
  try {
    Packer(tree, options, pool, layer_stream, listing_blocks).Run();
  } catch (const Error&) {
    layer_stream.Settle();
    throw;
  }
  const LayerDescriptor descriptor = layer_stream.Finish();
  listing_blocks.Flush();
  return descriptor;
}

}  // namespace pyvenv
