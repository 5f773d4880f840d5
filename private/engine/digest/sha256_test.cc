#include "digest/sha256.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <string>
#include <vector>

#include "digest/hashing_sink.h"
#include "testing/memory_sink.h"

namespace pyvenv::sha256_test {

struct Vector {
  std::string_view message;
  std::string_view digest;
};

// FIPS 180-2, appendix B, and the empty message.
constexpr Vector kVectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

// Every kernel that this CPU can run.
class Sha256KernelTest : public ::testing::TestWithParam<NamedSha256Kernel> {
 protected:
  Sha256 hash_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(All, Sha256KernelTest,
                         ::testing::ValuesIn(Sha256Kernels().begin(), Sha256Kernels().end()),
                         [](const auto& parameter) {
                           std::string name = parameter.param.name;
                           std::erase(name, ' ');
                           return name;
                         });

std::string Reference(std::string_view bytes) {
  Sha256Digest digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return ToHex(digest);
}

// Bytes without a pattern that a slip in the order of words could hide in.
std::string Noise(size_t size) {
  std::string bytes(size, '\0');
  uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<char>(state >> 24U);
  }
  return bytes;
}

TEST_P(Sha256KernelTest, KnownValuesOneAfterTheOther) {
  for (const Vector& vector : kVectors) {
    hash_.Update(vector.message);
    EXPECT_EQ(ToHex(hash_.Finish()), vector.digest);
  }
}

TEST(Sha256Test, DigestText) {
  Sha256 hash;
  const std::string text = DigestText(hash.Finish());
  EXPECT_EQ(text, "sha256:" + std::string(kVectors[0].digest));
  EXPECT_EQ(HexOf(text), kVectors[0].digest);
}

TEST_P(Sha256KernelTest, MillionBytesInPieces) {
  const std::string piece(1000, 'a');
  for (int i = 0; i < 1000; ++i) hash_.Update(piece);
  EXPECT_EQ(ToHex(hash_.Finish()),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_P(Sha256KernelTest, EveryLengthAtEveryAlignmentIsWhatOpenSslSays) {
  const std::string bytes = Noise(6 * kSha256Block);
  for (size_t start = 0; start < 16; ++start) {
    for (size_t size = 0; size <= 5 * kSha256Block; ++size) {
      const std::string_view part(bytes.data() + start, size);
      hash_.Update(part);
      ASSERT_EQ(ToHex(hash_.Finish()), Reference(part)) << size << " bytes from " << start;
    }
  }
}

TEST_P(Sha256KernelTest, PiecesMakeNoDifference) {
  const std::string bytes = Noise(size_t{1} << 16U);
  const std::string expected = Reference(bytes);
  for (const size_t step : {1, 3, 63, 64, 65, 127, 128, 1000, 4096}) {
    for (size_t at = 0; at < bytes.size(); at += step) {
      hash_.Update({bytes.data() + at, std::min(step, bytes.size() - at)});
    }
    EXPECT_EQ(ToHex(hash_.Finish()), expected) << step;
  }
}

// Both values, whatever either has had before.
TEST_P(Sha256KernelTest, TwoValuesOfTheSameBytes) {
  const std::string bytes = Noise(4 * kSha256Block);
  for (const size_t before : {0, 1, 63, 64, 65, 128}) {
    for (size_t size = 0; size <= bytes.size(); ++size) {
      Sha256 second(GetParam());
      hash_.Update(bytes.substr(0, before));
      second.Update(bytes.substr(0, 64));
      Sha256::UpdateBoth(&hash_, &second, {bytes.data(), size});
      Sha256::UpdateBoth(&hash_, &second, "end");
      const std::string whole = bytes.substr(0, size) + "end";
      ASSERT_EQ(ToHex(hash_.Finish()), Reference(bytes.substr(0, before) + whole)) << size;
      ASSERT_EQ(ToHex(second.Finish()), Reference(bytes.substr(0, 64) + whole)) << size;
    }
  }
}

// The length in bits takes more than 32 bits. One kernel shows it.
TEST(Sha256Test, MoreThanHalfAGibibyteOfZeros) {
  Sha256 hash;
  const std::string zeros(size_t{1} << 20U, '\0');
  for (int i = 0; i < 513; ++i) hash.Update(zeros);
  EXPECT_EQ(ToHex(hash.Finish()),
            "a3e2acbb469e4e59dde406f912e754c933c1ac0fb0092a3634d61d5073309c0c");
}

TEST(Sha256KernelsTest, ThePortableOneIsAlwaysThereAndLast) {
  ASSERT_FALSE(Sha256Kernels().empty());
  EXPECT_STREQ(Sha256Kernels().back().name, "portable");
}

TEST(HashingSinkTest, PassesOnCountsAndHashes) {
  testing::MemorySink memory;
  HashingSink sink(memory);
  sink.Write("a");
  sink.Write("bc");
  EXPECT_EQ(memory.bytes(), "abc");
  EXPECT_EQ(sink.size(), 3U);
  EXPECT_EQ(ToHex(sink.Finish()), kVectors[1].digest);
}

}  // namespace pyvenv::sha256_test
