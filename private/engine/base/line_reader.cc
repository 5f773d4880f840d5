#include "base/line_reader.h"

#include <cstring>
#include <utility>

namespace pyvenv {
namespace {

constexpr size_t kInitialSize = size_t{256} << 10U;

}  // namespace

LineReader::LineReader(std::string path, size_t padding)
    : file_(File::OpenToRead(std::move(path))),
      padding_(padding),
      buffer_(kInitialSize + padding) {}

std::optional<std::string_view> LineReader::Next() {
  size_t searched = 0;
  while (true) {
    const std::string_view unread = Unread();
    const size_t line_size = unread.find('\n', searched);
    if (line_size != std::string_view::npos) {
      start_ += line_size + 1;
      return unread.substr(0, line_size);
    }
    if (at_end_of_file_) {
      start_ = end_;
      if (unread.empty()) return std::nullopt;
      return unread;
    }
    searched = unread.size();
    Fill();
  }
}

void LineReader::Fill() {
  const size_t unread_size = end_ - start_;
  std::memmove(buffer_.data(), buffer_.data() + start_, unread_size);
  start_ = 0;
  end_ = unread_size;
  if (unread_size + padding_ >= buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const size_t wanted = buffer_.size() - padding_ - end_;
  const size_t count = file_.ReadAtLeast(1, buffer_.data() + end_, wanted);
  at_end_of_file_ = count == 0;
  end_ += count;
}

}  // namespace pyvenv
