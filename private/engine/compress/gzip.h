#pragma once

#include <libdeflate.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "compress/compression.h"

namespace pyvenv {

std::string GzipEncoder();

/// A gzip member a block (RFC 1952), without name and time.
class GzipCompressor : public BlockCompressor {
 public:
  explicit GzipCompressor(int level);

  [[nodiscard]] size_t Bound(size_t size) const override;
  size_t Compress(std::string_view block, std::span<char> out) override;

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const {
      libdeflate_free_compressor(compressor);
    }
  };

  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

}  // namespace pyvenv
