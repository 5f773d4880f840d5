#include "compress/zstd.h"

#include <zstd.h>

#include <memory>
#include <new>

#include "base/error.h"

namespace pyvenv {
namespace {

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string ZstdEncoder() {
  return std::string("zstd ") + ZSTD_versionString();
}

size_t ZstdCompressor::Bound(size_t size) const {
  return ZSTD_compressBound(size);
}

// Each block has a context of its own: since zstd 1.5.5 the match finder of levels 5 to 12 mixes
// what the context compressed before into its hashes, and so into the bytes.
size_t ZstdCompressor::Compress(std::string_view block, std::span<char> out) {
  const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  const size_t size =
      ZSTD_compressCCtx(context.get(), out.data(), out.size(), block.data(), block.size(), level_);
  if (ZSTD_isError(size) != 0U) throw Error("cannot compress", "zstd", ZSTD_getErrorName(size));
  return size;
}

}  // namespace pyvenv
