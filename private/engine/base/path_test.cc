#include "base/path.h"

#include <gtest/gtest.h>

namespace pyvenv::path_test {

TEST(PrintableTest, EscapesWhatIsACommandToTerminals) {
  EXPECT_EQ(Printable("a b\xc3\xa9"), "a b\xc3\xa9");
  EXPECT_EQ(Printable("a\nb\x7f"), "a\\012b\\177");
  EXPECT_EQ(Printable(std::string_view("\0", 1)), "\\000");
  EXPECT_EQ(Printable("\x1b[2J"), "\\033[2J");
  // The same command as one character, in UTF-8 and in Latin-1.
  EXPECT_EQ(Printable("\xc2\x9b"
                      "2J"),
            "\\302\\2332J");
  EXPECT_EQ(Printable("\x9b"
                      "2J"),
            "\\2332J");
}

TEST(PrintableTest, EscapesWhatLooksLikeSomethingElse) {
  EXPECT_EQ(Printable("\xe2\x80\xaegpj.py"), "\\342\\200\\256gpj.py");  // right to left
  EXPECT_EQ(Printable("\xe2\x81\xa7"), "\\342\\201\\247");
  EXPECT_EQ(Printable("\xe2\x80\xa8"), "\\342\\200\\250");
  EXPECT_EQ(Printable("caf\xe9"), "caf\\351");
}

TEST(PrintableTest, LeavesTextAsItIs) {
  const std::string text = "\xc2\xa0 \xe2\x80\xa6 \xe2\x82\xac \xe6\x96\x87 \xf0\x9f\x98\x80";
  EXPECT_EQ(Printable(text), text);
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

TEST(NormalFormFaultTest, IsEmptyForPathsInNormalForm) {
  for (const char* path : {"a", "a/b", "...", "a/..b", ".wh.a", "a/.wh..wh..opq"}) {
    EXPECT_EQ(NormalFormFault(path), "") << path;
  }
  for (const char* path : {"", "/", "/a", ".", "..", "a/..", "../a", "a/./b", "a//b", "a/"}) {
    EXPECT_NE(NormalFormFault(path), "") << path;
  }
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

}  // namespace pyvenv::path_test
