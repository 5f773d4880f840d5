#pragma once

#include <cstdint>
#include <string_view>

#include "base/byte_sink.h"
#include "digest/sha256.h"

namespace pyvenv {

/// Hashes and counts what passes through to the next stage.
class HashingSink : public ByteSink {
 public:
  explicit HashingSink(ByteSink& next) : next_(next) {}

  void Write(std::string_view bytes) override {
    hash_.Update(bytes);
    size_ += bytes.size();
    next_.Write(bytes);
  }

  /// Bytes so far.
  [[nodiscard]] uint64_t size() const { return size_; }

  /// Their SHA-256. Call it once, at the end.
  Sha256Digest Finish() { return hash_.Finish(); }

 private:
  ByteSink& next_;
  Sha256 hash_;
  uint64_t size_ = 0;
};

}  // namespace pyvenv
