#include "pack/pack.h"

#include <array>
#include <optional>
#include <vector>

#include "base/coalescing_sink.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/task_pool.h"
#include "digest/sha256.h"
#include "pack/duplicates.h"
#include "pack/facts.h"
#include "pack/file_content.h"
#include "pack/fingerprint.h"
#include "pack/layer_stream.h"
#include "pack/listing.h"
#include "pack/mode.h"
#include "pack/packed_entries.h"
#include "pack/read_ahead.h"
#include "tar/writer.h"

namespace pyvenv {
namespace {

constexpr size_t kListingBlock = size_t{64} << 10U;

// From the tree to the tar stream.
class Packer {
 public:
  Packer(const Tree& tree, const PackOptions& options, TaskPool& pool, ByteSink& layer,
         ByteSink& listing, ByteSink* facts, Progress* progress)
      : tree_(tree),
        options_(options),
        packed_(tree, options),
        listing_(listing),
        facts_(facts),
        progress_(progress),
        layer_(pool, options.compression, layer,
               [this](uint32_t entry, const Sha256Digest& content) { List(entry, content); }),
        read_ahead_(tree, pool),
        tar_(layer_),
        room_(kLargeFile + 1) {}

  LayerDescriptor Run() {
    try {
      for (size_t i = 0; i < tree_.entries().size(); ++i) AddEntry(static_cast<uint32_t>(i));
      tar_.Finish();
    } catch (const Error&) {
      layer_.Settle();
      throw;
    }
    return layer_.Finish();
  }

  [[nodiscard]] const LayerTotals& totals() const { return totals_; }

 private:
  void AddEntry(uint32_t index) {
    switch (tree_.entries()[index].type()) {
      case EntryType::kDirectory:
      case EntryType::kLink:
        BeginMember(index);
        break;
      case EntryType::kFile:
        AddFile(index);
        break;
      case EntryType::kContent:
        AddLoadedFile(index, {.content = tree_.entries()[index].text(),
                              .fingerprint = FingerprintOf(tree_.entries()[index].text())});
        break;
      case EntryType::kEmpty:
        AddLoadedFile(index, {});
        break;
      case EntryType::kOmitted:
        break;
    }
    layer_.EndMember(index);
  }

  // What goes wrong in `read` is the fault of the entry's source; what goes wrong elsewhere (a full
  // disk) is not.
  template <typename Read>
  auto AboutSource(uint32_t index, Read read) {
    try {
      return read();
    } catch (Error& error) {
      error.SetOrigin(tree_.Origin(tree_.entries()[index]));
      throw;
    }
  }

  [[nodiscard]] std::string Source(uint32_t index) const { return tree_.entries()[index].source(); }

  void AddFile(uint32_t index) {
    const LoadedFile* const ahead = AboutSource(index, [&] { return read_ahead_.Get(index); });
    if (ahead != nullptr) return AddLoadedFile(index, *ahead);
    const std::optional<LoadedFile> loaded = AboutSource(
        index, [&] { return LoadFile(Source(index), tree_.entries()[index].size_hint(), room_); });
    if (loaded) return AddLoadedFile(index, *loaded);
    AddLargeFile(index);
  }

  void CountRead(uint64_t bytes) {
    if (progress_ != nullptr) progress_->Add(bytes);
  }

  void AddLoadedFile(uint32_t index, const LoadedFile& file) {
    CountRead(file.content.size());
    facts_.Add(tree_.entries()[index].path(), file.content);
    const auto digest = [&] {
      hash_.Update(file.content);
      return hash_.Finish();
    };
    const auto fingerprint = [&] { return file.fingerprint; };
    if (Begin(index, file.content, file.content.size(), fingerprint, digest)) return;
    layer_.WriteContent(file.content);
    tar_.ContentPassed(file.content.size());
  }

  void AddLargeFile(uint32_t index) {
    auto content = AboutSource(index, [&] { return FileContent(Source(index)); });
    std::array<char, 32> buffer{};
    const std::string_view start = AboutSource(index, [&] { return content.Peek(0, buffer); });
    AboutSource(index, [&] { facts_.Read(tree_.entries()[index].path(), start, content); });
    facts_.Write();
    const auto fingerprint = [&] {
      return AboutSource(index, [&] { return FingerprintOf(content); });
    };
    const auto digest = [&] {
      return AboutSource(index, [&] { return DigestOf(FileContent(Source(index)), &hash_); });
    };
    if (Begin(index, start, content.size(), fingerprint, digest)) return CountRead(content.size());
    while (AddPiece(index, &content)) {
    }
  }

  // Straight from the file into the stream.
  bool AddPiece(uint32_t index, FileContent* content) {
    const std::span<char> space = layer_.Space();
    const size_t size = AboutSource(index, [&] { return content->Next(space).size(); });
    if (size == 0) return false;
    layer_.TakeContent(size);
    tar_.ContentPassed(size);
    CountRead(size);
    return true;
  }

  void BeginMember(uint32_t index) {
    const Member member = packed_.MemberOf(index);
    tar_.Begin(member);
    switch (member.type) {
      case MemberType::kDirectory:
        ++totals_.directories;
        break;
      case MemberType::kLink:
        ++totals_.links;
        break;
      case MemberType::kFile:
        ++totals_.files;
        totals_.content += member.size;
        break;
    }
  }

  // Writes a file's header; true if that is all, because it is a hard link.
  template <typename Fingerprint, typename Digest>
  bool Begin(uint32_t index, std::string_view start, uint64_t size, Fingerprint fingerprint,
             Digest digest) {
    const uint32_t mode = ModeOfFile(tree_.entries()[index].executable(), start);
    std::optional<uint32_t> holder;
    if (options_.hard_links && size >= kSmallestDuplicate && MayBeHardLink(start)) {
      std::optional<Sha256Digest> known;
      holder = duplicates_.FindOrAdd(fingerprint(), mode, index, [&](uint32_t other) {
        if (!known) known = digest();
        layer_.WaitUntilHashed(other);
        return packed_.DigestOf(other) == *known;
      });
    }
    packed_.SetFile(index, mode, size, holder);
    BeginMember(index);
    return holder.has_value();
  }

  // Of an entry that is hashed, by one of the pool's threads.
  void List(uint32_t index, const Sha256Digest& content) {
    const Entry& entry = tree_.entries()[index];
    if (entry.type() == EntryType::kOmitted) {
      return listing_.AddOmitted(entry.path(), entry.text());
    }
    const Member member = packed_.MemberOf(index);
    if (member.type != MemberType::kFile) return listing_.Add(member, std::nullopt);
    const std::optional<uint32_t> holder = packed_.HolderOf(index);
    if (!holder && member.size >= kSmallestDuplicate) packed_.SetDigest(index, content);
    listing_.Add(member, holder ? packed_.DigestOf(*holder) : content);
  }

  const Tree& tree_;
  const PackOptions& options_;
  PackedEntries packed_;
  ListingWriter listing_;
  FactsWriter facts_;
  Progress* const progress_;
  LayerStream layer_;
  ReadAhead read_ahead_;
  TarWriter tar_;
  Duplicates duplicates_;
  LayerTotals totals_;
  Sha256 hash_;
  std::vector<char> room_;
};

}  // namespace

LayerDescriptor PackLayer(const Tree& tree, const PackOptions& options, TaskPool& pool,
                          ByteSink& layer, ByteSink& listing, ByteSink* facts, Progress* progress,
                          LayerTotals* totals) {
  CoalescingSink listing_blocks(listing, kListingBlock);
  std::optional<CoalescingSink> facts_blocks;
  if (facts != nullptr) facts = &facts_blocks.emplace(*facts, kListingBlock);
  Packer packer(tree, options, pool, layer, listing_blocks, facts, progress);
  const LayerDescriptor descriptor = packer.Run();
  if (totals != nullptr) *totals = packer.totals();
  listing_blocks.Flush();
  if (facts_blocks) facts_blocks->Flush();
  return descriptor;
}

}  // namespace pyvenv
