#include "digest/sha256.h"

#include <gtest/gtest.h>

#include <string>

#include "digest/hashing_sink.h"
#include "testing/memory_sink.h"

namespace pyvenv {
namespace {

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

TEST(Sha256Test, KnownValuesOneAfterTheOther) {
  Sha256 hash;
  for (const Vector& vector : kVectors) {
    hash.Update(vector.message);
    EXPECT_EQ(ToHex(hash.Finish()), vector.digest);
  }
}

TEST(Sha256Test, MillionBytesInPieces) {
  Sha256 hash;
  const std::string piece(1000, 'a');
  for (int i = 0; i < 1000; ++i) hash.Update(piece);
  EXPECT_EQ(ToHex(hash.Finish()),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
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

}  // namespace
}  // namespace pyvenv
