#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"

namespace pyvenv {

/// Gathers small writes into blocks of `capacity` bytes for the next stage.
class CoalescingSink : public ByteSink {
 public:
  CoalescingSink(ByteSink& next, size_t capacity);

  void Write(std::string_view bytes) override;

  /// Hands on what is still held back. Nothing does so by itself: a failed run must not write more.
  void Flush();

 private:
  ByteSink& next_;
  std::vector<char> buffer_;
  size_t used_ = 0;
};

}  // namespace pyvenv
