#include "pack/duplicates.h"

#include <gtest/gtest.h>

#include <string>

#include "pack/fingerprint.h"
#include "testing/temp_dir.h"

namespace pyvenv {
namespace {

std::string Elf(char encoding, char type_low, char type_high) {
  std::string start =
      "\x7f"
      "ELF\x02";
  start += encoding;
  start.resize(16);
  return start + type_low + type_high + std::string(46, '\0');
}

TEST(DuplicatesTest, SharedObjectsAreLeftAlone) {
  EXPECT_FALSE(MayBeHardLink(Elf(1, 3, 0)));
  EXPECT_FALSE(MayBeHardLink(Elf(2, 0, 3)));
  EXPECT_TRUE(MayBeHardLink(Elf(1, 2, 0)));
  EXPECT_TRUE(MayBeHardLink(Elf(1, 1, 3)));
  EXPECT_TRUE(MayBeHardLink(Elf(2, 3, 1)));
  EXPECT_TRUE(MayBeHardLink(Elf(1, 3, 0).substr(0, 16)));
  EXPECT_TRUE(MayBeHardLink("import sys\n"));
  EXPECT_TRUE(MayBeHardLink(""));
}

TEST(DuplicatesTest, TheFirstHoldsTheContent) {
  Duplicates duplicates;
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 5), std::nullopt);
  EXPECT_EQ(duplicates.FindOrAdd({2}, 0644, 6), std::nullopt);
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 7), 5U);
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 8), 5U);
  EXPECT_EQ(duplicates.FindOrAdd({2}, 0644, 9), 6U);
}

TEST(DuplicatesTest, OtherModesAreOtherFiles) {
  Duplicates duplicates;
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 1), std::nullopt);
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0755, 2), std::nullopt);
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0755, 3), 2U);
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 4), 1U);
}

TEST(DuplicatesTest, NotTooManyLinksToOneFile) {
  Duplicates duplicates;
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 0), std::nullopt);
  for (uint32_t i = 1; i <= 1000; ++i) ASSERT_EQ(duplicates.FindOrAdd({1}, 0644, i), 0U);
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 1001), std::nullopt);
  EXPECT_EQ(duplicates.FindOrAdd({1}, 0644, 1002), 1001U);
}

TEST(DuplicatesTest, FingerprintsAreRemembered) {
  Duplicates duplicates;
  EXPECT_FALSE(duplicates.MayKnow({1}));
  EXPECT_FALSE(duplicates.MayKnow({2}));
  EXPECT_TRUE(duplicates.MayKnow({1}));
}

TEST(FingerprintTest, SizeBeginningAndEnd) {
  const testing::TempDir temp;
  Sha256 hash;
  const auto fingerprint = [&](const std::string& content) {
    return FingerprintOf(FileContent(temp.Write("file", content)), &hash);
  };
  const std::string content(200000, 'x');
  const Sha256Digest same = fingerprint(content);
  EXPECT_EQ(fingerprint(content), same);
  EXPECT_NE(fingerprint(content + "x"), same);
  EXPECT_NE(fingerprint("y" + content.substr(1)), same);
  EXPECT_NE(fingerprint(content.substr(1) + "y"), same);
}

TEST(FingerprintTest, DigestIsOfTheWholeFile) {
  const testing::TempDir temp;
  Sha256 hash;
  const std::string content(700000, 'x');
  hash.Update(content);
  const Sha256Digest expected = hash.Finish();
  EXPECT_EQ(DigestOf(FileContent(temp.Write("file", content)), &hash), expected);
}

}  // namespace
}  // namespace pyvenv
