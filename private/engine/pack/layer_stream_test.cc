#include "pack/layer_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.h"
#include "testing/memory_sink.h"

namespace pyvenv::layer_stream_test {

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
  void Write(std::string_view /*bytes*/) override {
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

  // What the listener is told.
  LayerStream::Listener Listen() {
    return [this](uint32_t member, const Sha256Digest& content) {
      hashed_.emplace_back(member, ToHex(content));
    };
  }

  TaskPool pool_{std::get<0>(GetParam())};
  std::vector<std::pair<uint32_t, std::string>> hashed_;
  testing::MemorySink file_;
};

// More bytes than all blocks together hold, in pieces that fit no block.
TEST_P(LayerStreamTest, DescriptorIsThatOfTheBytes) {
  const std::string tar = Numbers(BlockSize(Usual().kind) * 5 + 12345);
  LayerStream stream(pool_, Usual(), file_, Listen());
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
  LayerStream stream(pool_, Usual(), file_, Listen());
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
  LayerStream stream(pool_, Usual(), file_, Listen());
  const std::string content = Numbers(9 * kMiB);
  std::string tar;
  std::vector<std::pair<uint32_t, std::string>> expected;
  uint32_t member = 3;
  for (const size_t size : {size_t{0}, size_t{5}, 9 * kMiB, size_t{64}, size_t{0}}) {
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
    stream.EndMember(member);
    stream.Write("padding");
    tar += "header" + content.substr(0, size) + "padding";
    expected.emplace_back(member, DigestOf({content.data(), size}));
    member += 2;
  }
  EXPECT_EQ(ToHex(stream.Finish().diff_id), DigestOf(tar));
  EXPECT_EQ(hashed_, expected);
}

TEST_P(LayerStreamTest, ContentFromMemoryIsContentToo) {
  const std::string content = Numbers(BlockSize(Usual().kind) * 2 + 77);
  LayerStream stream(pool_, Usual(), file_, Listen());
  stream.Write("header");
  stream.WriteContent(content);
  stream.EndMember(0);
  EXPECT_EQ(ToHex(stream.Finish().diff_id), DigestOf("header" + content));
  ASSERT_EQ(hashed_.size(), 1U);
  EXPECT_EQ(hashed_[0].second, DigestOf(content));
}

// Also for members in a block that is not full, and again and again.
TEST_P(LayerStreamTest, MembersCanBeWaitedFor) {
  LayerStream stream(pool_, Usual(), file_, Listen());
  std::string tar;
  for (uint32_t member = 0; member < 50; ++member) {
    const std::string content = Numbers(size_t{member} * 9999);
    stream.WriteContent(content);
    stream.EndMember(member);
    tar += content;
    if (member % 3 != 0) continue;
    stream.WaitUntilHashed(member / 2);
    stream.WaitUntilHashed(member);
    ASSERT_EQ(hashed_.size(), member + 1);
    EXPECT_EQ(hashed_.back(), std::make_pair(member, DigestOf(content)));
  }
  EXPECT_EQ(ToHex(stream.Finish().diff_id), DigestOf(tar));
  EXPECT_EQ(hashed_.size(), 50U);
}

TEST_P(LayerStreamTest, FaultsOfTheListenerAreThrown) {
  LayerStream stream(pool_, Usual(), file_, [](uint32_t, const Sha256Digest&) {
    throw Error("cannot write", "listing", "it is full");
  });
  stream.EndMember(0);
  EXPECT_THROW(stream.WaitUntilHashed(0), Error);
}

TEST(MostBlocksTest, MemoryIsBounded) {
  EXPECT_EQ(MostBlocks(1, CompressionKind::kNone), 4U);
  EXPECT_EQ(MostBlocks(16, CompressionKind::kGzip), 19U);
  EXPECT_EQ(MostBlocks(256, CompressionKind::kGzip), 20U);
  EXPECT_EQ(MostBlocks(1, CompressionKind::kZstd), 4U);
  EXPECT_EQ(MostBlocks(16, CompressionKind::kZstd), 5U);
}

TEST_P(LayerStreamTest, FaultsOfTheFileAreThrown) {
  LimitedSink file(2);
  LayerStream stream(pool_, Usual(), file, Listen());
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
  LayerStream stream(pool_, Usual(), file, Listen());
  const std::string block = Numbers(BlockSize(Usual().kind));
  stream.Write(block);
  stream.Settle();
  stream.Write("part of a block");
  stream.Settle();
  stream.Write(block);
  EXPECT_THROW(stream.Settle(), Error);
}

TEST_P(LayerStreamTest, MayBeLeftUnfinished) {
  LayerStream stream(pool_, Usual(), file_, Listen());
  stream.Write(Numbers(BlockSize(Usual().kind) * 2 + 5));
  stream.TakeContent(1);
}

INSTANTIATE_TEST_SUITE_P(All, LayerStreamTest,
                         ::testing::Combine(::testing::Values(1, 2, 5),
                                            ::testing::Values(CompressionKind::kNone,
                                                              CompressionKind::kGzip,
                                                              CompressionKind::kZstd)));

}  // namespace pyvenv::layer_stream_test
