#include "tree/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"

namespace pyvenv::tree_test {

struct Item {
  std::string path;
  EntryType type = EntryType::kEmpty;
  std::string label;
};

Item Dir(std::string path) {
  return {std::move(path), EntryType::kDirectory, {}};
}

Tree TreeOf(const std::vector<Item>& items) {
  Tree tree("m");
  uint32_t line = 0;
  for (const Item& item : items) {
    tree.Add({.path = item.path,
              .text = {},
              .line = ++line,
              .label = tree.LabelIndex(item.label),
              .type = item.type});
  }
  return tree;
}

std::vector<std::string> Sealed(const std::vector<Item>& items) {
  Tree tree = TreeOf(items);
  tree.Seal();
  std::vector<std::string> paths;
  for (const Entry& entry : tree.entries()) {
    paths.push_back(std::string(entry.path()) + (entry.type() == EntryType::kDirectory ? "/" : ""));
  }
  return paths;
}

std::string FaultOf(const std::vector<Item>& items) {
  try {
    Sealed(items);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

using Paths = std::vector<std::string>;

TEST(TreeTest, SortsByBytesParentsFirst) {
  std::vector<Item> items = {{"a/b"}, {"a-b"}, {"a.b"}, Dir("a"), {"B"}, {"\xc3\xa9"}, {"a/b c"}};
  const Paths expected = {"B", "a/", "a-b", "a.b", "a/b", "a/b c", "\xc3\xa9"};
  std::mt19937 random(1);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(items.begin(), items.end(), random);
    EXPECT_EQ(Sealed(items), expected);
  }
}

TEST(TreeTest, ImpliesDirectoriesBelowTheTopmostDeclaredOne) {
  EXPECT_EQ(Sealed({Dir("usr/app"), {"usr/app/a/b/f"}, {"usr/app/a/g"}}),
            (Paths{"usr/app/", "usr/app/a/", "usr/app/a/b/", "usr/app/a/b/f", "usr/app/a/g"}));
  EXPECT_EQ(Sealed({{"x/y/f"}}), Paths{"x/y/f"});
  EXPECT_EQ(Sealed({Dir("d"), Dir("d/a/b")}), (Paths{"d/", "d/a/", "d/a/b/"}));
  EXPECT_EQ(Sealed({{"d/a/f"}, Dir("d/a")}), (Paths{"d/a/", "d/a/f"}));
}

TEST(TreeTest, OmittedEntriesBringNoDirectories) {
  EXPECT_EQ(Sealed({Dir("d"), {"d/a/n", EntryType::kOmitted, {}}}), (Paths{"d/", "d/a/n"}));
  // Nor do they hide those of their neighbours.
  EXPECT_EQ(Sealed({Dir("d"), {"d/a/m", EntryType::kOmitted, {}}, {"d/a/n"}}),
            (Paths{"d/", "d/a/", "d/a/m", "d/a/n"}));
}

TEST(TreeTest, RepeatedDirectoriesAreOne) {
  EXPECT_EQ(Sealed({Dir("d"), Dir("d"), Dir("d")}), Paths{"d/"});
  EXPECT_EQ(Sealed({Dir("d"), {"d/a/f"}, Dir("d/a")}), (Paths{"d/", "d/a/", "d/a/f"}));
}

TEST(TreeTest, RepeatedPathNamesBoth) {
  EXPECT_EQ(FaultOf({{"f", EntryType::kFile, "//x"}, {"g"}, {"f", EntryType::kLink, "//y"}}),
            "path listed twice: f: it is already a file of //x, m:1 (//y, m:3)");
  EXPECT_EQ(FaultOf({{"f"}, Dir("f")}), "path listed twice: f: it is already a file of m:1 (m:2)");
}

TEST(TreeTest, EntryBelowWhatIsNoDirectory) {
  EXPECT_EQ(
      FaultOf({{"a/b/c/f", EntryType::kFile, "//x"}, {"a/b", EntryType::kLink, "//y"}}),
      "entry below a path that is no directory: a/b/c/f: a/b is a link of //y, m:2 (//x, m:1)");
  EXPECT_NE(FaultOf({Dir("a"), {"a/b"}, {"a/b-"}, {"a/b/c"}}), "");
  // Above the topmost declared directory too.
  EXPECT_NE(FaultOf({{"a"}, Dir("a/b"), {"a/b/c"}}), "");
}

TEST(TreeTest, LabelsAreKeptOnce) {
  Tree tree("m");
  const uint32_t x = tree.LabelIndex("//x");
  const uint32_t y = tree.LabelIndex("//y");
  EXPECT_NE(x, y);
  EXPECT_EQ(tree.LabelIndex("//x"), x);
  EXPECT_EQ(tree.Origin(x, 3), "//x, m:3");
  EXPECT_EQ(tree.Origin(tree.LabelIndex(""), 3), "m:3");
  EXPECT_EQ(tree.Origin(y, 0), "//y");
}

TEST(TreeTest, SourcesAreWhole) {
  Tree tree("m");
  const std::vector<std::string> sources = {
      "external/r/a/b.py", "external/r/a/b.py", "r/a/b.py", "b.py", "y",
      "external/r/a/c.py", "/x/r/a/b.py"};
  for (const std::string& source : sources) {
    tree.Add({.path = "r/a/b.py", .text = source, .type = EntryType::kFile});
  }
  ASSERT_EQ(tree.entries().size(), sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    EXPECT_EQ(tree.entries()[i].source(), sources[i]);
    EXPECT_EQ(tree.entries()[i].path(), "r/a/b.py");
  }
}

// Of another type the text is kept as it is, however it ends.
TEST(TreeTest, TextsOfLinksAreWhole) {
  Tree tree("m");
  tree.Add({.path = "a/b", .text = "../a/b", .type = EntryType::kLink});
  EXPECT_EQ(tree.entries()[0].text(), "../a/b");
}

TEST(TreeTest, AppendedTreesKeepTheirTexts) {
  Tree tree("m");
  {
    Tree other("m");
    other.Add(
        {.path = "p", .text = "s/p", .label = other.LabelIndex("//x"), .type = EntryType::kFile});
    tree.Append(std::move(other));
  }
  EXPECT_EQ(tree.entries()[0].source(), "s/p");
  EXPECT_EQ(tree.Origin(tree.entries()[0]), "//x");
}

TEST(TreeTest, EntriesAreSmall) {
  EXPECT_LE(sizeof(Entry), 40U);
}

}  // namespace pyvenv::tree_test
