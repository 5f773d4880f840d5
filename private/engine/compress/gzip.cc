#include "compress/gzip.h"

#include <new>

#include "base/error.h"

namespace pyvenv {

std::string GzipEncoder() {
  return "libdeflate " LIBDEFLATE_VERSION_STRING;
}

GzipCompressor::GzipCompressor(int level) : compressor_(libdeflate_alloc_compressor(level)) {
  if (!compressor_) throw std::bad_alloc();
}

size_t GzipCompressor::Bound(size_t size) const {
  return libdeflate_gzip_compress_bound(compressor_.get(), size);
}

size_t GzipCompressor::Compress(std::string_view block, std::span<char> out) {
  const size_t size = libdeflate_gzip_compress(compressor_.get(), block.data(), block.size(),
                                               out.data(), out.size());
  // It has no other reason to give up.
  if (size == 0) throw Error("cannot compress", "gzip", "there is not enough room");
  return size;
}

}  // namespace pyvenv
