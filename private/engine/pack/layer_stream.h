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

/// How many blocks a stream holds: one a job, and those that are filled, hashed and written
/// meanwhile, but no more than 20 MiB of them.
size_t MostBlocks(unsigned jobs, CompressionKind kind);

/// The way of a tar's bytes into the layer's file: gathered in blocks, which are hashed,
/// compressed, hashed again and written by the tasks of a pool, while the next ones are filled.
///
/// Hashing goes once over the bytes, for the digest of the tar and for that of each content in it.
///
/// It holds at most MostBlocks() blocks of BlockSize(), and beside each, if the layer is
/// compressed, room for what becomes of it. All methods are for the thread that made the pool. What
/// goes wrong in a task is thrown by one of the methods after it.
class LayerStream : public ByteSink {
 public:
  /// Told of each member once it is hashed, with the SHA-256 of its content. Called by one task at
  /// a time, in the order of the members.
  using Listener = std::function<void(uint32_t member, const Sha256Digest& content)>;

  LayerStream(TaskPool& pool, const Compression& compression, ByteSink& file, Listener listener);
  LayerStream(const LayerStream&) = delete;
  LayerStream& operator=(const LayerStream&) = delete;
  /// Lets the running tasks end. What has not been written stays unwritten.
  ~LayerStream() override;

  /// Takes bytes of the tar that are no content.
  void Write(std::string_view bytes) override;

  /// Takes bytes of the tar that are content of the next member to end.
  void WriteContent(std::string_view bytes);

  /// Room, never empty, in which the next bytes of the tar can be put at once.
  std::span<char> Space();

  /// The first `size` bytes of the room are part of the tar now, and content.
  void TakeContent(size_t size);

  /// A member, whose number must be above those before it, ends here: its content is what came
  /// since the last one ended.
  void EndMember(uint32_t member);

  /// Waits until the listener has been told of a member that has ended.
  void WaitUntilHashed(uint32_t member);

  /// Waits until every block that is full has been written. To be called before a fault in the
  /// input is reported: a fault in writing what came before it comes first.
  void Settle();

  /// Writes the rest. To be called once, at the end.
  LayerDescriptor Finish();

 private:
  struct Block;
  struct Segment;

  void Put(std::string_view bytes, bool is_content);
  void Take(size_t size, bool is_content);
  void NeedBlock();
  void Seal() noexcept;
  void StartHashing();
  void HashSegments(const char* bytes, const std::vector<Segment>& segments);
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
  const Listener listener_;
  std::atomic<uint64_t> hashed_members_ = 0;  // the last one's number and 1
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

  Strand hash_strand_;
  Strand write_strand_;
};

}  // namespace pyvenv
