#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"
#include "base/strand.h"
#include "base/task_pool.h"
#include "compress/compression.h"
#include "digest/sha256.h"
#include "pack/descriptor.h"

namespace pyvenv {

/// The way of a tar's bytes into the layer's file: gathered in blocks, which are hashed,
/// compressed, hashed again and written by the tasks of a pool, while the next ones are filled.
///
/// It holds at most jobs + 3 blocks of BlockSize(), and beside each, if the layer is compressed,
/// room for what becomes of it. All methods are for the thread that made the pool. What goes wrong
/// in a task is thrown by one of the methods after it.
class LayerStream : public ByteSink {
 public:
  LayerStream(TaskPool& pool, const Compression& compression, ByteSink& file);
  LayerStream(const LayerStream&) = delete;
  LayerStream& operator=(const LayerStream&) = delete;
  /// Lets the running tasks end. What has not been written stays unwritten.
  ~LayerStream() override;

  void Write(std::string_view bytes) override;

  /// Room, never empty, in which the next bytes of the tar can be put at once.
  std::span<char> Space();

  /// The first `size` bytes of the room are part of the tar now, and of a file's content.
  void TakeContent(size_t size);

  /// The SHA-256 of the content taken since the last call.
  Sha256Digest FinishContent();

  /// Waits until every block that is full has been written. To be called before a fault in the
  /// input is reported: a fault in writing what came before it comes first.
  void Settle();

  /// Writes the rest. To be called once, at the end.
  LayerDescriptor Finish();

 private:
  struct Block;

  void Take(size_t size);
  void NeedBlock();
  void Seal();
  void WaitUntilIdle();
  void Rethrow();

  void Guarded(const std::function<void()>& work);
  void Compress(Block* block);
  void CompressWith(BlockCompressor& compressor, Block* block) const;
  void OfferForWriting(Block* block);
  void WriteReadyBlocks();
  Block* TakeReadyBlock();
  void WriteOut(const Block& block);
  void Release(Block* block);

  [[nodiscard]] bool IsCompressed() const { return compression_.kind != CompressionKind::kNone; }

  TaskPool& pool_;
  const Compression compression_;

  // Each of these groups is for one strand.
  Sha256 tar_hash_;
  Sha256 content_hash_;
  ByteSink& file_;
  Sha256 file_hash_;  // of a compressed layer
  uint64_t file_size_ = 0;

  std::vector<std::unique_ptr<Block>> blocks_;
  Block* filling_ = nullptr;

  // Of what follows. Nothing may be added to the pool under this lock, because the pool asks under
  // its own whether a block is free.
  mutable std::mutex mutex_;
  std::vector<Block*> free_;
  std::deque<Block*> unwritten_;  // in the order of the tar
  std::vector<std::unique_ptr<BlockCompressor>> idle_compressors_;
  std::exception_ptr fault_;

  std::atomic<bool> is_broken_ = false;  // nothing that is left to do matters

  Strand tar_strand_;
  Strand content_strand_;
  Strand write_strand_;
};

}  // namespace pyvenv
