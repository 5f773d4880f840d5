#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace pyvenv {

/// Whole lines of a file, in memory of their own.
struct LineBlock {
  std::vector<char> bytes;  ///< begins with the lines
  size_t size = 0;          ///< of the lines; the last one may lack its end
  uint64_t first_line = 0;  ///< its number, from 0
};

/// Calls `take(line, number)` for each line, without its end.
template <typename Take>
void ForEachLine(const LineBlock& block, Take take) {
  std::string_view left(block.bytes.data(), block.size);
  for (uint64_t number = block.first_line; !left.empty(); ++number) {
    const std::string_view line = left.substr(0, left.find('\n'));
    take(line, number);
    left.remove_prefix(std::min(left.size(), line.size() + 1));
  }
}

/// Reads a file as blocks of whole lines, of 256 KiB or of one longer line; one above 64 MiB is an
/// error.
class LineBlocks {
 public:
  explicit LineBlocks(std::string path);

  /// The next block, never without a line. Empty at the end.
  std::optional<LineBlock> Next();

 private:
  void Fill(LineBlock* block);

  File file_;
  std::string rest_;  // the beginning of a line
  uint64_t next_line_ = 0;
  bool at_end_of_file_ = false;
};

}  // namespace pyvenv
