#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/file.h"

namespace pyvenv {

/// Throws if the file is not a regular one. Returns its size in bytes.
uint64_t CheckIsRegular(const File& file);

/// The content of a regular file, piece by piece, of exactly the size it had when it was opened.
class FileContent {
 public:
  /// Throws if `path` is not a regular file.
  explicit FileContent(const std::string& path);

  /// Bytes in all.
  [[nodiscard]] uint64_t size() const { return size_; }

  /// What `buffer` takes of the content from `offset` on, without moving on.
  [[nodiscard]] std::string_view Peek(uint64_t offset, std::span<char> buffer) const;

  /// The next piece, as large as the file and `buffer` (not empty) allow; empty at the end. Throws
  /// if the file turns out shorter or longer than `size`, which is known for sure once the piece is
  /// empty, or smaller than its buffer.
  std::string_view Next(std::span<char> buffer);

 private:
  File file_;
  uint64_t size_;
  uint64_t left_;
  bool at_end_ = false;
};

}  // namespace pyvenv
