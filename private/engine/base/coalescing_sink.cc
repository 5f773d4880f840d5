#include "base/coalescing_sink.h"

#include <algorithm>
#include <cstring>

namespace pyvenv {

CoalescingSink::CoalescingSink(ByteSink& next, size_t capacity) : next_(next), buffer_(capacity) {}

void CoalescingSink::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t count = std::min(bytes.size(), buffer_.size() - used_);
    std::memcpy(buffer_.data() + used_, bytes.data(), count);
    used_ += count;
    bytes.remove_prefix(count);
    if (used_ == buffer_.size()) Flush();
  }
}

void CoalescingSink::Flush() {
  if (used_ == 0) return;
  next_.Write({buffer_.data(), used_});
  used_ = 0;
}

}  // namespace pyvenv
