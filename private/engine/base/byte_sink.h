#pragma once

#include <string_view>

namespace pyvenv {

/// Where a stage of the pipeline sends its bytes.
class ByteSink {
 public:
  ByteSink() = default;
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;
  virtual ~ByteSink() = default;

  /// Takes all of `bytes`, or throws Error.
  virtual void Write(std::string_view bytes) = 0;
};

}  // namespace pyvenv
