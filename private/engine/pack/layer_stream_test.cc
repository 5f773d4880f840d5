#include "pack/layer_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <tuple>

#include "base/error.h"
#include "testing/memory_sink.h"

namespace pyvenv {
namespace {

constexpr size_t kMiB = size_t{1} << 20U;

std::string DigestOf(std::string_view bytes) {
  Sha256 hash;
  hash.Update(bytes);
  return ToHex(hash.Finish());
}

std::string Numbers(size_t size) {
  std::string text;
  text.reserve(size + 16);
  for (size_t i = 0; text.size() < size; ++i) text += std::to_string(i * i) + "\n";
  text.resize(size);
  return text;
}

// A file that takes so many writes.
class LimitedSink : public ByteSink {
 public:
  explicit LimitedSink(int writes) : left_(writes) {}
  void Write(std::string_view) override {
    if (left_-- == 0) throw Error("cannot write", "out", "it is full");
  }

 private:
  int left_;
};

class LayerStreamTest : public ::testing::TestWithParam<std::tuple<unsigned, CompressionKind>> {
 protected:
  [[nodiscard]] static Compression Usual() {
    const CompressionKind kind = std::get<1>(GetParam());
    return {.kind = kind, .level = LevelsOf(kind).lowest};
  }
  static bool IsCompressed() { return Usual().kind != CompressionKind::kNone; }

  TaskPool pool_{std::get<0>(GetParam())};
  testing::MemorySink file_;
};

// More bytes than all blocks together hold, in pieces that fit no block.
TEST_P(LayerStreamTest, DescriptorIsThatOfTheBytes) {
  const std::string tar = Numbers(BlockSize(Usual().kind) * 5 + 12345);
  LayerStream stream(pool_, Usual(), file_);
  for (size_t i = 0; i < tar.size(); i += 99999) stream.Write(tar.substr(i, 99999));
  const LayerDescriptor descriptor = stream.Finish();
  EXPECT_EQ(ToHex(descriptor.diff_id), DigestOf(tar));
  EXPECT_EQ(ToHex(descriptor.digest), DigestOf(file_.bytes()));
  EXPECT_EQ(descriptor.size, file_.bytes().size());
  EXPECT_EQ(descriptor.compression, Usual().kind);
  EXPECT_EQ(file_.bytes() == tar, !IsCompressed());
}

// Each write is what one block became, in their order.
TEST_P(LayerStreamTest, BlocksAreIndependent) {
  const size_t block = BlockSize(Usual().kind);
  const std::string tar = Numbers(block * 3 + 7);
  LayerStream stream(pool_, Usual(), file_);
  stream.Write(tar);
  stream.Finish();
  ASSERT_EQ(file_.writes().size(), 4U);
  for (size_t i = 0; i < 4; ++i) {
    std::string expected = tar.substr(i * block, block);
    if (IsCompressed()) {
      const auto compressor = MakeBlockCompressor(Usual());
      std::string out(compressor->Bound(expected.size()), '\0');
      out.resize(compressor->Compress(expected, out));
      expected = out;
    }
    EXPECT_EQ(file_.writes()[i], expected) << i;
  }
}

TEST_P(LayerStreamTest, ContentHasItsOwnDigest) {
  LayerStream stream(pool_, Usual(), file_);
  const std::string content = Numbers(9 * kMiB);
  std::string tar;
  for (const size_t size : {size_t{0}, size_t{5}, 9 * kMiB}) {
    stream.Write("header");
    std::string_view left(content.data(), size);
    while (!left.empty()) {
      const std::span<char> space = stream.Space();
      ASSERT_FALSE(space.empty());
      const size_t count = std::min({space.size(), left.size(), size_t{300000}});
      std::memcpy(space.data(), left.data(), count);
      stream.TakeContent(count);
      left.remove_prefix(count);
    }
    EXPECT_EQ(ToHex(stream.FinishContent()), DigestOf({content.data(), size}));
    tar += "header" + content.substr(0, size);
  }
  EXPECT_EQ(ToHex(stream.Finish().diff_id), DigestOf(tar));
}

TEST_P(LayerStreamTest, FaultsOfTheFileAreThrown) {
  LimitedSink file(2);
  LayerStream stream(pool_, Usual(), file);
  const std::string block = Numbers(BlockSize(Usual().kind));
  EXPECT_THROW(
      {
        for (int i = 0; i < 100; ++i) stream.Write(block);
      },
      Error);
}

// A full disk comes before a fault in what would have come after it on the disk.
TEST_P(LayerStreamTest, SettlingThrowsTheFaultOfWhatCameBefore) {
  LimitedSink file(1);
  LayerStream stream(pool_, Usual(), file);
  const std::string block = Numbers(BlockSize(Usual().kind));
  stream.Write(block);
  stream.Settle();
  stream.Write("part of a block");
  stream.Settle();
  stream.Write(block);
  EXPECT_THROW(stream.Settle(), Error);
}

TEST_P(LayerStreamTest, MayBeLeftUnfinished) {
  LayerStream stream(pool_, Usual(), file_);
  stream.Write(Numbers(BlockSize(Usual().kind) * 2 + 5));
  stream.TakeContent(1);
}

INSTANTIATE_TEST_SUITE_P(All, LayerStreamTest,
                         ::testing::Combine(::testing::Values(1, 2, 5),
                                            ::testing::Values(CompressionKind::kNone,
                                                              CompressionKind::kGzip,
                                                              CompressionKind::kZstd)));

}  // namespace
}  // namespace pyvenv
