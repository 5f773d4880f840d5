#include "compress/compression.h"

#include <gtest/gtest.h>
#include <libdeflate.h>
#include <zstd.h>

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.h"

namespace pyvenv::compression_test {

// Words of a small vocabulary: compressible, but not trivially so.
std::string Text(size_t size, unsigned seed) {
  std::minstd_rand random(seed);
  std::vector<std::string> words;
  for (int i = 0; i < 500; ++i) {
    words.emplace_back(1 + random() % 9, static_cast<char>('a' + random() % 26));
  }
  std::string text;
  while (text.size() < size) text += words[random() % words.size()] + " ";
  text.resize(size);
  return text;
}

std::string Compressed(BlockCompressor& compressor, const std::string& block) {
  std::string out(compressor.Bound(block.size()), '\0');
  out.resize(compressor.Compress(block, out));
  return out;
}

std::string Gunzipped(const std::string& member, size_t size) {
  const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> decompressor(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  std::string out(size, '\0');
  EXPECT_EQ(libdeflate_gzip_decompress(decompressor.get(), member.data(), member.size(), out.data(),
                                       out.size(), nullptr),
            LIBDEFLATE_SUCCESS);
  return out;
}

std::string Unzstd(const std::string& frame, size_t size) {
  std::string out(size, '\0');
  EXPECT_EQ(ZSTD_decompress(out.data(), out.size(), frame.data(), frame.size()), size);
  return out;
}

class LevelTest : public ::testing::TestWithParam<std::tuple<CompressionKind, int>> {
 protected:
  [[nodiscard]] static std::unique_ptr<BlockCompressor> Make() {
    return MakeBlockCompressor({.kind = Kind(), .level = std::get<1>(GetParam())});
  }
  static CompressionKind Kind() { return std::get<0>(GetParam()); }
};

TEST_P(LevelTest, GivesTheBlockBack) {
  const std::unique_ptr<BlockCompressor> compressor = Make();
  for (const size_t size : {0U, 1U, 1024U, 140000U}) {
    const std::string block = Text(size, 1);
    const std::string out = Compressed(*compressor, block);
    EXPECT_EQ(Kind() == CompressionKind::kGzip ? Gunzipped(out, size) : Unzstd(out, size), block);
    if (size > 1024U) {
      EXPECT_LT(out.size(), size / 2);
    }
  }
}

// Which block a compressor had before depends on the threads.
TEST_P(LevelTest, EarlierBlocksLeaveNoTrace) {
  const std::string block = Text(150000, 2);
  const std::string fresh = Compressed(*Make(), block);
  const std::unique_ptr<BlockCompressor> used = Make();
  for (unsigned seed = 3; seed < 5; ++seed) Compressed(*used, Text(140000 + seed, seed));
  EXPECT_EQ(Compressed(*used, block), fresh);
}

INSTANTIATE_TEST_SUITE_P(Gzip, LevelTest,
                         ::testing::Combine(::testing::Values(CompressionKind::kGzip),
                                            ::testing::Range(1, 13)));
INSTANTIATE_TEST_SUITE_P(Zstd, LevelTest,
                         ::testing::Combine(::testing::Values(CompressionKind::kZstd),
                                            ::testing::Range(1, 20)));

TEST(CompressionTest, BytesThatCannotBeCompressedFit) {
  std::mt19937 random(3);
  std::string block(1U << 20U, '\0');
  for (char& byte : block) byte = static_cast<char>(random());
  for (const CompressionKind kind : {CompressionKind::kGzip, CompressionKind::kZstd}) {
    const std::string out = Compressed(*MakeBlockCompressor({kind, LevelsOf(kind).usual}), block);
    EXPECT_GT(out.size(), block.size());
  }
}

TEST(CompressionTest, AFailureIsNoSize) {
  for (const CompressionKind kind : {CompressionKind::kGzip, CompressionKind::kZstd}) {
    const auto compressor = MakeBlockCompressor({kind, LevelsOf(kind).usual});
    std::string out(8, '\0');
    EXPECT_THROW(compressor->Compress(Text(1000, 1), out), Error);
  }
}

TEST(CompressionTest, UsualLevelsAreInRange) {
  for (const CompressionKind kind : {CompressionKind::kGzip, CompressionKind::kZstd}) {
    const LevelRange levels = LevelsOf(kind);
    EXPECT_LT(levels.lowest, levels.usual);
    EXPECT_LT(levels.usual, levels.highest);
  }
}

// A gzip member says when it was made and of which file: not ours.
TEST(CompressionTest, GzipNamesNeitherFileNorTime) {
  const std::string member =
      Compressed(*MakeBlockCompressor({.kind = CompressionKind::kGzip, .level = 6}), "content");
  EXPECT_EQ(member.substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}

TEST(CompressionTest, EncodersHaveVersions) {
  EXPECT_EQ(EncoderOf(CompressionKind::kNone), "");
  EXPECT_TRUE(EncoderOf(CompressionKind::kGzip).starts_with("libdeflate 1."));
  EXPECT_EQ(EncoderOf(CompressionKind::kZstd), std::string("zstd ") + ZSTD_versionString());
}

}  // namespace pyvenv::compression_test
