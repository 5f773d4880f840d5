#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/task_pool.h"
#include "tree/tree.h"

namespace pyvenv {

/// Files above this size are not read ahead.
constexpr size_t kLargeFile = size_t{128} << 10U;

/// A file in memory.
struct LoadedFile {
  std::string_view content;
  uint64_t fingerprint = 0;  ///< see FingerprintOf
};

/// Reads a file of at most kLargeFile bytes, of which `size_hint` was told before. Empty if it is
/// larger, or as large as `room`, or larger. Throws Error, without an origin.
std::optional<LoadedFile> LoadFile(std::string source, uint32_t size_hint, std::span<char> room);

/// Reads the small files of a tree before they are asked for, by the tasks of a pool: for most
/// files of a layer opening is the larger part of the work.
///
/// It holds batches of consecutive entries, of 512 KiB: 2 × jobs + 1 of them, but at most 9, for
/// that many are read while one thread hashes them.
class ReadAhead {
 public:
  ReadAhead(const Tree& tree, TaskPool& pool);
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead();

  /// The file of entry number `index`, valid until the next call; indexes must grow. Null if it was
  /// not read: it is large, or its batch was full. Throws what reading it has thrown.
  const LoadedFile* Get(size_t index);

 private:
  struct Batch;

  void Start(Batch* batch);
  void Load(Batch* batch) const;
  static void WaitFor(const Batch& batch, TaskPool& pool);

  const Tree& tree_;
  TaskPool& pool_;
  std::vector<std::unique_ptr<Batch>> batches_;  // a ring
  size_t oldest_ = 0;                            // the batch that is being asked for
  size_t next_entry_ = 0;                        // the first one that is in no batch yet
};

}  // namespace pyvenv
