#include "pack/layer_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace pyvenv {
namespace {

// Beside one a job: one that is filled, one that is hashed, one that is written.
constexpr size_t kSpareBlocks = 3;

}  // namespace

// A part of the tar. Whoever still needs it is counted: who fills it, hashes it, writes it.
struct LayerStream::Block {
  std::unique_ptr<char[]> tar;
  size_t tar_size = 0;
  std::unique_ptr<char[]> packed;  // only if the layer is compressed
  size_t packed_size = 0;
  bool is_ready = false;  // to be written; under the stream's lock
  std::atomic<int> users = 0;
};

LayerStream::LayerStream(TaskPool& pool, const Compression& compression, ByteSink& file)
    : pool_(pool),
      compression_(compression),
      file_(file),
      tar_strand_(pool),
      content_strand_(pool),
      write_strand_(pool) {}

LayerStream::~LayerStream() {
  is_broken_ = true;
  WaitUntilIdle();
}

void LayerStream::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> space = Space();
    const size_t count = std::min(space.size(), bytes.size());
    std::memcpy(space.data(), bytes.data(), count);
    bytes.remove_prefix(count);
    Take(count);
  }
}

std::span<char> LayerStream::Space() {
  if (filling_ == nullptr) NeedBlock();
  return std::span(filling_->tar.get(), BlockSize(compression_.kind)).subspan(filling_->tar_size);
}

void LayerStream::TakeContent(size_t size) {
  Block* const block = filling_;
  const std::string_view bytes(block->tar.get() + block->tar_size, size);
  ++block->users;
  content_strand_.Add([this, block, bytes] {
    Guarded([&] { content_hash_.Update(bytes); });
    Release(block);
  });
  Take(size);
}

Sha256Digest LayerStream::FinishContent() {
  pool_.WaitUntil([this] { return content_strand_.IsIdle(); });
  Rethrow();
  return content_hash_.Finish();
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

void LayerStream::Take(size_t size) {
  filling_->tar_size += size;
  if (filling_->tar_size == BlockSize(compression_.kind)) Seal();
}

void LayerStream::NeedBlock() {
  if (blocks_.size() < pool_.jobs() + kSpareBlocks) {
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
  filling_->users = 1;
}

void LayerStream::Seal() {
  Block* const block = std::exchange(filling_, nullptr);
  block->users += 2;
  block->is_ready = false;
  {
    const std::lock_guard lock(mutex_);
    unwritten_.push_back(block);
  }
  tar_strand_.Add([this, block] {
    Guarded([&] { tar_hash_.Update({block->tar.get(), block->tar_size}); });
    Release(block);
  });
  if (IsCompressed()) {
    pool_.Add(TaskPool::Turn::kLast, [this, block] { Compress(block); });
  } else {
    OfferForWriting(block);
  }
  Release(block);
}

void LayerStream::WaitUntilIdle() {
  const size_t busy = filling_ == nullptr ? 0 : 1;
  pool_.WaitUntil([&] {
    if (!tar_strand_.IsIdle() || !content_strand_.IsIdle() || !write_strand_.IsIdle()) return false;
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
