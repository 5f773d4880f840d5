// Which files of a layer become hard links to earlier ones.

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "pack/pack.h"
#include "testing/memory_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::hard_links_test {

class HardLinksTest : public ::testing::TestWithParam<unsigned> {
 protected:
  void Add(const std::string& path, const std::string& content, bool executable = false) {
    const std::string source = temp_.Write(path, content);
    tree_.Add({.path = path, .text = source, .type = EntryType::kFile, .executable = executable});
  }

  // What the listing says are hard links, and to what.
  std::map<std::string, std::string> Links(bool hard_links = true) {
    tree_.Seal();
    testing::MemorySink listing;
    testing::MemorySink layer;
    TaskPool pool(GetParam());
    PackLayer(tree_, {.hard_links = hard_links}, pool, layer, listing);
    layer_ = layer.bytes();
    listing_ = listing.bytes();
    std::map<std::string, std::string> links;
    for (size_t at = listing_.find("# ./"); at != std::string::npos;
         at = listing_.find("# ./", at + 1)) {
      const size_t middle = listing_.find(" hard link: ./", at);
      const size_t end = listing_.find('\n', at);
      links[listing_.substr(at + 4, middle - at - 4)] =
          listing_.substr(middle + 14, end - middle - 14);
    }
    return links;
  }

  testing::TempDir temp_;
  Tree tree_{"manifest"};
  std::string layer_;
  std::string listing_;
};

using Expected = std::map<std::string, std::string>;

const std::string kPage(4096, 'p');
const std::string kLarge = std::string(300000, 'l') + "end";

TEST_P(HardLinksTest, EqualContentIsStoredOnce) {
  Add("a", kPage);
  Add("b/large", kLarge);
  Add("c", kPage);
  Add("d", kLarge);
  Add("e", kPage);
  EXPECT_EQ(Links(), (Expected{{"c", "a"}, {"d", "b/large"}, {"e", "a"}}));
  EXPECT_EQ(layer_.size(), 5 * 512 + 4096 + 300032 + 1024U);
}

TEST_P(HardLinksTest, OffSwitch) {
  Add("a", kPage);
  Add("b", kPage);
  EXPECT_EQ(Links(false), Expected{});
  EXPECT_EQ(layer_.size(), 2 * (512 + 4096) + 1024U);
}

TEST_P(HardLinksTest, SmallFilesAreCopied) {
  Add("a", kPage.substr(1));
  Add("b", kPage.substr(1));
  EXPECT_EQ(Links(), Expected{});
}

TEST_P(HardLinksTest, OtherModesAreCopied) {
  Add("a", kPage);
  Add("b", kPage, true);
  Add("c", kPage, true);
  Add("d", kLarge);
  Add("e", kLarge, true);
  EXPECT_EQ(Links(), (Expected{{"c", "b"}}));
}

TEST_P(HardLinksTest, SharedObjectsAreCopied) {
  const std::string start(
      "\x7f"
      "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0",
      18);
  Add("a.so", start + kPage);
  Add("b.so", start + kPage);
  Add("c.so", start + kLarge);
  Add("d.so", start + kLarge);
  EXPECT_EQ(Links(), Expected{});
}

// Alike in all that is looked at first.
TEST_P(HardLinksTest, LargeFilesThatDifferInTheMiddleAreCopied) {
  std::string other = kLarge;
  other[150000] = 'x';
  Add("a", kLarge);
  Add("b", other);
  Add("c", other);
  Add("d", kLarge);
  EXPECT_EQ(Links(), (Expected{{"c", "b"}, {"d", "a"}}));
}

// Some of them find no room in what is read ahead.
TEST_P(HardLinksTest, HowAFileIsReadDoesNotMatter) {
  Expected expected;
  for (char c = 'a'; c <= 'p'; ++c) {
    Add(std::string(1, c), std::string(100000, static_cast<char>(c % 2)));
    if (c > 'b') expected[std::string(1, c)] = c % 2 == 0 ? "b" : "a";
  }
  EXPECT_EQ(Links(), expected);
}

// The first is not hashed yet when the second one asks, and then long before.
TEST_P(HardLinksTest, HowFarHashingIsDoesNotMatter) {
  Add("a", kPage);
  Add("b", kPage);
  Add("c", kLarge);
  Add("d", kLarge);
  for (char c = 'e'; c <= 'k'; ++c) Add(std::string(1, c), std::string(2000000, c));
  Add("l", kPage);
  Add("m", kLarge);
  Add("n", std::string(2000000, 'e'));
  EXPECT_EQ(Links(), (Expected{{"b", "a"}, {"d", "c"}, {"l", "a"}, {"m", "c"}, {"n", "e"}}));
}

// For who reads the listing it is a file like others.
TEST_P(HardLinksTest, TheListingHasTheLineOfACopy) {
  Add("a", kPage);
  Add("b", kPage);
  Links();
  const size_t first = listing_.find("\n./a ");
  const size_t second = listing_.find("\n./b ");
  ASSERT_NE(first, std::string::npos);
  ASSERT_NE(second, std::string::npos);
  EXPECT_EQ(listing_.substr(first + 4, listing_.find('\n', first + 1) - first - 4),
            listing_.substr(second + 4, listing_.find('\n', second + 1) - second - 4));
}

INSTANTIATE_TEST_SUITE_P(Jobs, HardLinksTest, ::testing::Values(1, 2, 3));

}  // namespace pyvenv::hard_links_test
