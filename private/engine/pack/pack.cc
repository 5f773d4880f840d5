#include "pack/pack.h"

#include <optional>
#include <vector>

#include "base/coalescing_sink.h"
#include "base/error.h"
#include "digest/hashing_sink.h"
#include "digest/sha256.h"
#include "pack/file_content.h"
#include "pack/listing.h"
#include "pack/mode.h"
#include "tar/writer.h"

namespace pyvenv {
namespace {

constexpr size_t kReadSize = size_t{256} << 10U;
constexpr size_t kLayerBlock = size_t{1} << 20U;
constexpr size_t kListingBlock = size_t{64} << 10U;

// From the tree to the tar stream.
class Packer {
 public:
  Packer(const Tree& tree, const PackOptions& options, ByteSink& layer, ByteSink& listing)
      : tree_(tree), options_(options), tar_(layer), listing_(listing), buffer_(kReadSize) {}

  void Run() {
    for (const Entry& entry : tree_.entries()) AddEntry(entry);
    tar_.Finish();
  }

 private:
  void AddEntry(const Entry& entry) {
    switch (entry.type) {
      case EntryType::kDirectory:
        return AddMember(MemberOf(entry, MemberType::kDirectory, kDirectoryMode));
      case EntryType::kLink:
        return AddMember(MemberOf(entry, MemberType::kLink, kLinkMode));
      case EntryType::kFile:
        return AddFile(entry);
      case EntryType::kEmpty:
        return AddEmptyFile(entry);
      case EntryType::kOmitted:
        return listing_.AddOmitted(entry.path, entry.text);
    }
  }

  [[nodiscard]] Member MemberOf(const Entry& entry, MemberType type, uint32_t mode) const {
    Member member;
    member.type = type;
    member.path = entry.path;
    if (type == MemberType::kLink) member.link = entry.text;
    member.mode = mode;
    member.uid = options_.uid;
    member.gid = options_.gid;
    member.mtime = options_.mtime;
    return member;
  }

  void AddMember(const Member& member) {
    tar_.Begin(member);
    listing_.Add(member, std::nullopt);
  }

  void AddEmptyFile(const Entry& entry) {
    const Member member = MemberOf(entry, MemberType::kFile, kFileMode);
    tar_.Begin(member);
    listing_.Add(member, file_hash_.Finish());
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

  void AddFile(const Entry& entry) {
    auto content = AboutSource(entry, [&] { return FileContent(entry.text, buffer_); });
    const uint32_t mode = ModeOfFile(entry.executable, content.Piece());
    Member member = MemberOf(entry, MemberType::kFile, mode);
    member.size = content.size();
    tar_.Begin(member);
    while (!content.Piece().empty()) {
      file_hash_.Update(content.Piece());
      tar_.Content(content.Piece());
      AboutSource(entry, [&] { content.Advance(); });
    }
    listing_.Add(member, file_hash_.Finish());
  }

  const Tree& tree_;
  const PackOptions& options_;
  TarWriter tar_;
  ListingWriter listing_;
  Sha256 file_hash_;
  std::vector<char> buffer_;
};

}  // namespace

LayerDescriptor PackLayer(const Tree& tree, const PackOptions& options, ByteSink& layer,
                          ByteSink& listing) {
  HashingSink hashed(layer);
  CoalescingSink layer_blocks(hashed, kLayerBlock);
  CoalescingSink listing_blocks(listing, kListingBlock);
  Packer(tree, options, layer_blocks, listing_blocks).Run();
  layer_blocks.Flush();
  listing_blocks.Flush();
  const Sha256Digest digest = hashed.Finish();
  return {.digest = digest, .size = hashed.size(), .diff_id = digest};
}

}  // namespace pyvenv
