#include "pack/duplicates.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

#include "pack/fingerprint.h"
#include "testing/temp_dir.h"

namespace pyvenv::duplicates_test {

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

// A layer whose entries have these contents; the fingerprint of a content is its first letter.
class Layer {
 public:
  std::optional<uint32_t> Add(uint32_t entry, const std::string& content, uint32_t mode = 0644) {
    contents_[entry] = content;
    return duplicates_.FindOrAdd(static_cast<uint64_t>(content[0]), mode, entry,
                                 [&](uint32_t other) { return contents_.at(other) == content; });
  }

 private:
  Duplicates duplicates_;
  std::map<uint32_t, std::string> contents_;
};

TEST(DuplicatesTest, TheFirstHoldsTheContent) {
  Layer layer;
  EXPECT_EQ(layer.Add(5, "a"), std::nullopt);
  EXPECT_EQ(layer.Add(6, "b"), std::nullopt);
  EXPECT_EQ(layer.Add(7, "a"), 5U);
  EXPECT_EQ(layer.Add(8, "a"), 5U);
  EXPECT_EQ(layer.Add(9, "b"), 6U);
}

TEST(DuplicatesTest, EqualFingerprintsAreNotEnough) {
  Layer layer;
  EXPECT_EQ(layer.Add(1, "a one"), std::nullopt);
  EXPECT_EQ(layer.Add(2, "a two"), std::nullopt);
  EXPECT_EQ(layer.Add(3, "a three"), std::nullopt);
  EXPECT_EQ(layer.Add(4, "a two"), 2U);
  EXPECT_EQ(layer.Add(5, "a three"), 3U);
  EXPECT_EQ(layer.Add(6, "a one"), 1U);
}

TEST(DuplicatesTest, OtherModesAreOtherFiles) {
  Layer layer;
  EXPECT_EQ(layer.Add(1, "a", 0644), std::nullopt);
  EXPECT_EQ(layer.Add(2, "a", 0755), std::nullopt);
  EXPECT_EQ(layer.Add(3, "a", 0755), 2U);
  EXPECT_EQ(layer.Add(4, "a", 0644), 1U);
}

TEST(DuplicatesTest, NotTooManyLinksToOneFile) {
  Layer layer;
  EXPECT_EQ(layer.Add(0, "a"), std::nullopt);
  for (uint32_t i = 1; i <= 1000; ++i) ASSERT_EQ(layer.Add(i, "a"), 0U);
  EXPECT_EQ(layer.Add(1001, "a"), std::nullopt);
  EXPECT_EQ(layer.Add(1002, "a"), 1001U);
}

template <typename Fingerprint>
void ExpectSizeBeginningAndEndToMatter(Fingerprint fingerprint) {
  const std::string content(200000, 'x');
  const uint64_t same = fingerprint(content);
  EXPECT_EQ(fingerprint(content), same);
  EXPECT_NE(fingerprint(content + "x"), same);
  EXPECT_NE(fingerprint("y" + content.substr(1)), same);
  EXPECT_NE(fingerprint(content.substr(1) + "y"), same);
  EXPECT_NE(fingerprint("x"), fingerprint("y"));
  fingerprint("");
}

TEST(FingerprintTest, OfFiles) {
  const testing::TempDir temp;
  ExpectSizeBeginningAndEndToMatter([&](const std::string& content) {
    return FingerprintOf(FileContent(temp.Write("file", content)));
  });
}

TEST(FingerprintTest, OfMemory) {
  ExpectSizeBeginningAndEndToMatter(
      [](const std::string& content) { return FingerprintOf(content); });
}

TEST(FingerprintTest, DigestIsOfTheWholeFile) {
  const testing::TempDir temp;
  Sha256 hash;
  const std::string content(700000, 'x');
  hash.Update(content);
  const Sha256Digest expected = hash.Finish();
  EXPECT_EQ(DigestOf(FileContent(temp.Write("file", content)), &hash), expected);
}

}  // namespace pyvenv::duplicates_test
