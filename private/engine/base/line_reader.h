#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace pyvenv {

/// Reads a file line by line through one buffer, which grows only to hold the longest line.
class LineReader {
 public:
  /// After each line at least `padding` more bytes, of any value, may be read.
  LineReader(std::string path, size_t padding);

  /// The next line, without its end; valid until the next call. Empty optional at the end. A last
  /// line without a line end counts.
  std::optional<std::string_view> Next();

 private:
  [[nodiscard]] std::string_view Unread() const { return {buffer_.data() + start_, end_ - start_}; }
  void Fill();

  File file_;
  size_t padding_;
  std::vector<char> buffer_;
  size_t start_ = 0;
  size_t end_ = 0;
  bool at_end_of_file_ = false;
};

}  // namespace pyvenv
