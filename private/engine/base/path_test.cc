#include "base/path.h"

#include <gtest/gtest.h>

namespace pyvenv {
namespace {

TEST(PrintableTest, EscapesControlCharactersOnly) {
  EXPECT_EQ(Printable("a b\xc3\xa9"), "a b\xc3\xa9");
  EXPECT_EQ(Printable("a\nb\x7f"), "a\\012b\\177");
  EXPECT_EQ(Printable(std::string_view("\0", 1)), "\\000");
}

TEST(PathTest, Parent) {
  EXPECT_EQ(ParentPath("a/b/c"), "a/b");
  EXPECT_EQ(ParentPath("a"), "");
}

TEST(PathTest, Join) {
  EXPECT_EQ(JoinPath("a", "b"), "a/b");
  EXPECT_EQ(JoinPath("", "b"), "b");
}

TEST(PathTest, IsBelow) {
  EXPECT_TRUE(IsBelow("/a/b", "/a"));
  EXPECT_FALSE(IsBelow("/ab", "/a"));
  EXPECT_FALSE(IsBelow("/a", "/a"));
  EXPECT_FALSE(IsBelow("/a/", "/a"));
}

TEST(LayerPathFaultTest, AcceptsNormalPaths) {
  for (const char* path :
       {"a", "a/b", "...", "a/..b", ".hidden", ".wh", "a/.whx", "a b\nc", "\xff"}) {
    EXPECT_EQ(LayerPathFault(path), "") << path;
  }
}

TEST(LayerPathFaultTest, RefusesTheRest) {
  for (const char* path : {"", "/", "/a", ".", "..", "a/..", "../a", "a/../b", "a/./b", "./a",
                           "a//b", "a/", ".wh.a", "a/.wh.b", "a/.wh..wh..opq/b", ".wh."}) {
    EXPECT_NE(LayerPathFault(path), "") << path;
  }
  EXPECT_NE(LayerPathFault(std::string_view("a\0b", 3)), "");
}

}  // namespace
}  // namespace pyvenv
