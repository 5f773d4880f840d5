#include "base/line_blocks.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace pyvenv {
namespace {

constexpr size_t kBlockSize = size_t{256} << 10U;
constexpr size_t kLongestLine = size_t{64} << 20U;
constexpr size_t kLargestBlock = kLongestLine + 1;  // with the line's end

}  // namespace

LineBlocks::LineBlocks(std::string path) : file_(File::OpenRegular(std::move(path))) {}

std::optional<LineBlock> LineBlocks::Next() {
  LineBlock block;
  block.bytes.resize(std::clamp(2 * rest_.size(), kBlockSize, kLargestBlock));
  std::copy(rest_.begin(), rest_.end(), block.bytes.begin());
  block.size = rest_.size();
  block.first_line = next_line_;
  Fill(&block);
  if (block.size == 0) return std::nullopt;
  next_line_ += static_cast<uint64_t>(std::count(
      block.bytes.begin(), block.bytes.begin() + static_cast<std::ptrdiff_t>(block.size), '\n'));
  return block;
}

// Reads until there is a line, and keeps what is behind the last one for the next block.
void LineBlocks::Fill(LineBlock* block) {
  size_t end_of_lines = 0;
  while (!at_end_of_file_ && end_of_lines == 0) {
    const size_t room = block->bytes.size() - block->size;
    const size_t count = file_.ReadAtLeast(room, block->bytes.data() + block->size, room);
    at_end_of_file_ = count < room;
    const std::string_view added(block->bytes.data() + block->size, count);
    end_of_lines = added.rfind('\n') + 1;  // 0 if there is none
    if (end_of_lines > 0) end_of_lines += block->size;
    block->size += count;
    if (end_of_lines > 0 || at_end_of_file_) continue;
    if (block->size == kLargestBlock) {
      throw Error("cannot read", file_.name(), "a line of more than 64 MiB");
    }
    block->bytes.resize(std::min(2 * block->bytes.size(), kLargestBlock));
  }
  if (at_end_of_file_) {
    rest_.clear();
    return;
  }
  rest_.assign(block->bytes.data() + end_of_lines, block->size - end_of_lines);
  block->size = end_of_lines;
}

}  // namespace pyvenv
