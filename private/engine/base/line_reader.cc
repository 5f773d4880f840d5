#include "base/line_reader.h"

#include <algorithm>
#include <utility>

namespace pyvenv {

LineReader::LineReader(std::string path) : blocks_(std::move(path)) {}

std::optional<std::string_view> LineReader::Next() {
  if (unread_.empty()) {
    block_ = blocks_.Next();
    if (!block_) return std::nullopt;
    unread_ = {block_->bytes.data(), block_->size};
  }
  const std::string_view line = unread_.substr(0, unread_.find('\n'));
  unread_.remove_prefix(std::min(unread_.size(), line.size() + 1));
  return line;
}

}  // namespace pyvenv
