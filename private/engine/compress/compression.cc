#include "compress/compression.h"

#include "compress/gzip.h"
#include "compress/zstd.h"

namespace pyvenv {

LevelRange LevelsOf(CompressionKind kind) {
  switch (kind) {
    case CompressionKind::kGzip:
      return {.lowest = 1, .highest = 12, .usual = 6};
    case CompressionKind::kZstd:
      return {.lowest = 1, .highest = 19, .usual = 3};
    case CompressionKind::kNone:
      break;
  }
  return {.lowest = 0, .highest = 0, .usual = 0};
}

std::string EncoderOf(CompressionKind kind) {
  switch (kind) {
    case CompressionKind::kGzip:
      return GzipEncoder();
    case CompressionKind::kZstd:
      return ZstdEncoder();
    case CompressionKind::kNone:
      break;
  }
  return {};
}

std::unique_ptr<BlockCompressor> MakeBlockCompressor(const Compression& compression) {
  if (compression.kind == CompressionKind::kGzip) {
    return std::make_unique<GzipCompressor>(compression.level);
  }
  return std::make_unique<ZstdCompressor>(compression.level);
}

}  // namespace pyvenv
