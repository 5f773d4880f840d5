#include "pack/layer_stream.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace pyvenv {
namespace {

// Beside one a job: one that is filled, one that is hashed, one that is written.
constexpr size_t kSpareBlocks = 3;

constexpr size_t kMostBytes = size_t{20} << 20U;

}  // namespace

size_t MostBlocks(unsigned jobs, CompressionKind kind) {
  return std::min(jobs + kSpareBlocks, kMostBytes / BlockSize(kind));
}

// Consecutive bytes of a block that are hashed alike.
struct LayerStream::Segment {
  size_t size = 0;
  bool is_content = false;
  std::optional<uint32_t> ended_member;  // right behind it
};

// A part of the tar. Whoever still needs it is counted: who fills it, hashes it, writes it.
struct LayerStream::Block {
  std::unique_ptr<char[]> tar;
  size_t tar_size = 0;
  size_t hashed_size = 0;          // of it, what a task hashes or has hashed
  std::vector<Segment> segments;   // of the rest
  std::unique_ptr<char[]> packed;  // only if the layer is compressed
  size_t packed_size = 0;
  bool is_ready = false;  // to be written; under the stream's lock
  std::atomic<int> users = 0;
};

LayerStream::LayerStream(TaskPool& pool, const Compression& compression, ByteSink& file,
                         Listener listener)
    : pool_(pool),
      compression_(compression),
      listener_(std::move(listener)),
      file_(file),
      hash_strand_(pool),
      write_strand_(pool) {}

LayerStream::~LayerStream() {
  is_broken_ = true;
  WaitUntilIdle();
}

void LayerStream::Write(std::string_view bytes) {
  Put(bytes, false);
}

void LayerStream::WriteContent(std::string_view bytes) {
  Put(bytes, true);
}

void LayerStream::Put(std::string_view bytes, bool is_content) {
  while (!bytes.empty()) {
    const std::span<char> space = Space();
    const size_t count = std::min(space.size(), bytes.size());
    std::memcpy(space.data(), bytes.data(), count);
    bytes.remove_prefix(count);
    Take(count, is_content);
  }
}

std::span<char> LayerStream::Space() {
  if (filling_ == nullptr) NeedBlock();
  return std::span(filling_->tar.get(), BlockSize(compression_.kind)).subspan(filling_->tar_size);
}

void LayerStream::TakeContent(size_t size) {
  Take(size, true);
}

void LayerStream::EndMember(uint32_t member) {
  if (filling_ == nullptr) NeedBlock();
  std::vector<Segment>& segments = filling_->segments;
  if (segments.empty() || segments.back().ended_member) segments.emplace_back();
  segments.back().ended_member = member;
}

void LayerStream::WaitUntilHashed(uint32_t member) {
  if (hashed_members_ > member) return;
  if (filling_ != nullptr) StartHashing();
  pool_.WaitUntil([&] { return hashed_members_ > member || is_broken_; });
  Rethrow();
}

void LayerStream::Settle() {
  WaitUntilIdle();
  Rethrow();
}

LayerDescriptor LayerStream::Finish() {
  if (filling_ != nullptr) Seal();
  Settle();
  LayerDescriptor descriptor;
  descriptor.compression = compression_.kind;
  descriptor.size = file_size_;
  descriptor.diff_id = tar_hash_.Finish();
  descriptor.digest = IsCompressed() ? file_hash_.Finish() : descriptor.diff_id;
  return descriptor;
}

void LayerStream::Take(size_t size, bool is_content) {
  std::vector<Segment>& segments = filling_->segments;
  if (segments.empty() || segments.back().ended_member ||
      segments.back().is_content != is_content) {
    segments.push_back({.size = 0, .is_content = is_content, .ended_member = {}});
  }
  segments.back().size += size;
  filling_->tar_size += size;
  if (filling_->tar_size == BlockSize(compression_.kind)) Seal();
}

void LayerStream::NeedBlock() {
  if (blocks_.size() < MostBlocks(pool_.jobs(), compression_.kind)) {
    blocks_.push_back(std::make_unique<Block>());
    filling_ = blocks_.back().get();
    // Without clearing it: memory that nobody has touched costs nothing.
    filling_->tar.reset(new char[BlockSize(compression_.kind)]);
  } else {
    pool_.WaitUntil([this] {
      const std::lock_guard lock(mutex_);
      return !free_.empty();
    });
    Rethrow();
    const std::lock_guard lock(mutex_);
    filling_ = free_.back();
    free_.pop_back();
  }
  filling_->tar_size = 0;
  filling_->hashed_size = 0;
  filling_->users = 1;
}

// A block that is half on its way would be waited for in vain.
void LayerStream::Seal() noexcept {
  StartHashing();
  Block* const block = std::exchange(filling_, nullptr);
  ++block->users;
  block->is_ready = false;
  {
    const std::lock_guard lock(mutex_);
    unwritten_.push_back(block);
  }
  if (IsCompressed()) {
    pool_.Add(TaskPool::Turn::kLast, [this, block] { Compress(block); });
  } else {
    OfferForWriting(block);
  }
  Release(block);
}

// Has what was put in the block since the last call hashed.
void LayerStream::StartHashing() {
  Block* const block = filling_;
  const char* const bytes = block->tar.get() + std::exchange(block->hashed_size, block->tar_size);
  ++block->users;
  hash_strand_.Add([this, block, bytes, segments = std::exchange(block->segments, {})] {
    Guarded([&] { HashSegments(bytes, segments); });
    Release(block);
  });
}

void LayerStream::HashSegments(const char* bytes, const std::vector<Segment>& segments) {
  for (const Segment& segment : segments) {
    const std::string_view part(bytes, segment.size);
    bytes += segment.size;
    if (segment.is_content) {
      Sha256::UpdateBoth(&tar_hash_, &content_hash_, part);
    } else {
      tar_hash_.Update(part);
    }
    if (!segment.ended_member) continue;
    listener_(*segment.ended_member, content_hash_.Finish());
    hashed_members_ = uint64_t{*segment.ended_member} + 1;
  }
}

void LayerStream::WaitUntilIdle() {
  const size_t busy = filling_ == nullptr ? 0 : 1;
  pool_.WaitUntil([&] {
    if (!hash_strand_.IsIdle() || !write_strand_.IsIdle()) return false;
    const std::lock_guard lock(mutex_);
    return free_.size() + busy == blocks_.size();
  });
}

void LayerStream::Rethrow() {
  const std::lock_guard lock(mutex_);
  if (fault_) std::rethrow_exception(fault_);
}

void LayerStream::Guarded(const std::function<void()>& work) {
  if (is_broken_) return;
  try {
    work();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!fault_) fault_ = std::current_exception();
    is_broken_ = true;
  }
}

void LayerStream::Compress(Block* block) {
  Guarded([&] {
    std::unique_ptr<BlockCompressor> compressor;
    {
      const std::lock_guard lock(mutex_);
      if (!idle_compressors_.empty()) {
        compressor = std::move(idle_compressors_.back());
        idle_compressors_.pop_back();
      }
    }
    if (!compressor) compressor = MakeBlockCompressor(compression_);
    CompressWith(*compressor, block);
    const std::lock_guard lock(mutex_);
    idle_compressors_.push_back(std::move(compressor));
  });
  OfferForWriting(block);
}

void LayerStream::CompressWith(BlockCompressor& compressor, Block* block) const {
  const size_t bound = compressor.Bound(BlockSize(compression_.kind));
  if (!block->packed) block->packed.reset(new char[bound]);
  block->packed_size =
      compressor.Compress({block->tar.get(), block->tar_size}, {block->packed.get(), bound});
}

void LayerStream::OfferForWriting(Block* block) {
  {
    const std::lock_guard lock(mutex_);
    block->is_ready = true;
  }
  write_strand_.Add([this] { WriteReadyBlocks(); });
}

// Blocks become ready in any order, and are written in that of the tar.
void LayerStream::WriteReadyBlocks() {
  while (Block* const block = TakeReadyBlock()) {
    Guarded([&] { WriteOut(*block); });
    Release(block);
  }
}

LayerStream::Block* LayerStream::TakeReadyBlock() {
  const std::lock_guard lock(mutex_);
  if (unwritten_.empty() || !unwritten_.front()->is_ready) return nullptr;
  Block* const block = unwritten_.front();
  unwritten_.pop_front();
  return block;
}

void LayerStream::WriteOut(const Block& block) {
  const std::string_view bytes = IsCompressed()
                                     ? std::string_view(block.packed.get(), block.packed_size)
                                     : std::string_view(block.tar.get(), block.tar_size);
  if (IsCompressed()) file_hash_.Update(bytes);
  file_size_ += bytes.size();
  file_.Write(bytes);
}

void LayerStream::Release(Block* block) {
  if (--block->users != 0) return;
  const std::lock_guard lock(mutex_);
  free_.push_back(block);
}

}  // namespace pyvenv
