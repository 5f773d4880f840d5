#pragma once

#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"

namespace pyvenv::testing {

/// Keeps what is written to it.
class MemorySink : public ByteSink {
 public:
  void Write(std::string_view bytes) override { writes_.emplace_back(bytes); }

  [[nodiscard]] const std::vector<std::string>& writes() const { return writes_; }
  [[nodiscard]] std::string bytes() const {
    return std::accumulate(writes_.begin(), writes_.end(), std::string());
  }

 private:
  std::vector<std::string> writes_;
};

}  // namespace pyvenv::testing
