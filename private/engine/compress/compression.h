#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pyvenv {

enum class CompressionKind { kNone, kGzip, kZstd };

/// How a layer is compressed.
///
/// The tar is cut into blocks of BlockSize() bytes, the last one shorter, and each block becomes a
/// whole gzip member (RFC 1952, 2.2) or zstd frame (RFC 8878, 3.1) of its own; the layer is their
/// concatenation, which both formats define as the concatenation of the contents. So the blocks
/// can be compressed in any order, on any number of threads, and the bytes stay the same.
///
/// Why not one member or frame: libdeflate, three times as fast as zlib, only writes whole members,
/// and one zstd frame from several threads is up to zstd's own thread pool, beside ours. Readers of
/// layers take many: Go's compress/gzip and klauspost/compress (containerd, Docker, Podman, CRI-O),
/// unpigz (which containerd and Docker start where it is installed), Python's gzip, libarchive,
/// the gzip and zstd programs. eStargz and zstd:chunked, which these runtimes pull daily, consist
/// of far smaller members and frames. A reader that stops after the first one is broken by its
/// format's own words.
struct Compression {
  CompressionKind kind = CompressionKind::kNone;
  int level = 0;  ///< within LevelsOf(kind); 0 for kNone
};

/// The levels of a kind. Those of gzip are libdeflate's, which go beyond gzip's own 9; those of
/// zstd leave out the ones above 19, which need hundreds of MiB.
struct LevelRange {
  int lowest;
  int highest;
  int usual;  ///< what is used unless told otherwise
};
LevelRange LevelsOf(CompressionKind kind);

/// Bytes of tar in a block. Larger ones compress better and take more memory: 1 MiB is 32 windows
/// of deflate, which cannot look back further anyway; zstd gains 2 % from 1 MiB to 4 MiB.
constexpr size_t BlockSize(CompressionKind kind) {
  return size_t{kind == CompressionKind::kZstd ? 4U : 1U} << 20U;
}

/// What made the compressed bytes, "<library> <version>"; empty for kNone. Another version may make
/// other bytes of the same tar.
///
/// It is the version compiled against for libdeflate, which cannot be asked for the one that runs.
std::string EncoderOf(CompressionKind kind);

/// Compresses blocks, one at a time. The result depends on the block and the level alone: not on
/// earlier blocks, nor on which of a library's code paths the CPU allows.
class BlockCompressor {
 public:
  BlockCompressor() = default;
  BlockCompressor(const BlockCompressor&) = delete;
  BlockCompressor& operator=(const BlockCompressor&) = delete;
  virtual ~BlockCompressor() = default;

  /// The most bytes that a block of `size` bytes can become.
  [[nodiscard]] virtual size_t Bound(size_t size) const = 0;

  /// Writes the block to `out`, of Bound() bytes at least, as one member or frame. Returns its
  /// size. Throws Error where the library cannot, and std::bad_alloc.
  virtual size_t Compress(std::string_view block, std::span<char> out) = 0;
};

/// For a kind other than kNone. Throws std::bad_alloc.
std::unique_ptr<BlockCompressor> MakeBlockCompressor(const Compression& compression);

}  // namespace pyvenv
