#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/line_blocks.h"

namespace pyvenv {

/// Reads a file line by line.
class LineReader {
 public:
  explicit LineReader(std::string path);

  /// The next line, without its end; valid until the next call. Empty optional at the end. A last
  /// line without a line end counts.
  std::optional<std::string_view> Next();

 private:
  LineBlocks blocks_;
  std::optional<LineBlock> block_;
  std::string_view unread_;  // of the block
};

}  // namespace pyvenv
