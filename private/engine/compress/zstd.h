#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compress/compression.h"

namespace pyvenv {

std::string ZstdEncoder();

/// A zstd frame a block (RFC 8878), with its size and without a checksum: the layer's digest is
/// one.
class ZstdCompressor : public BlockCompressor {
 public:
  explicit ZstdCompressor(int level) : level_(level) {}

  [[nodiscard]] size_t Bound(size_t size) const override;
  size_t Compress(std::string_view block, std::span<char> out) override;

 private:
  int level_;
};

}  // namespace pyvenv
