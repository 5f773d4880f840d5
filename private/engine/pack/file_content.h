#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/file.h"

namespace pyvenv {

/// The content of a regular file, piece by piece, of exactly the size it had when it was opened.
class FileContent {
 public:
  /// Opens `path` and reads the first piece into `buffer`, which must outlive this. The piece is as
  /// large as the file and the buffer allow. Throws if `path` is not a regular file.
  FileContent(const std::string& path, std::span<char> buffer);

  /// Bytes in all.
  [[nodiscard]] uint64_t size() const { return size_; }

  /// The piece in the buffer; empty at the end.
  [[nodiscard]] std::string_view Piece() const { return {buffer_.data(), piece_size_}; }

  /// Replaces the piece by the next one. Throws if the file turns out shorter or longer than
  /// `size`, which is known for sure once the piece is empty.
  void Advance();

 private:
  File file_;
  std::span<char> buffer_;
  uint64_t size_;
  uint64_t left_;  // after the present piece
  size_t piece_size_ = 0;
  bool at_end_ = false;
};

}  // namespace pyvenv
