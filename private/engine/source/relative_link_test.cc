#include "source/relative_link.h"

#include <gtest/gtest.h>

namespace pyvenv::relative_link_test {

TEST(RelativeLinkTest, GoesUpAsFarAsItMust) {
  EXPECT_EQ(RelativeLink("a", "b"), "b");
  EXPECT_EQ(RelativeLink("d/a", "d/b"), "b");
  EXPECT_EQ(RelativeLink("d/e/a", "d/f/b"), "../f/b");
  EXPECT_EQ(RelativeLink("usr/bin/app", "usr/bin/app.runfiles/_main/app"),
            "app.runfiles/_main/app");
  EXPECT_EQ(RelativeLink("bin/python3", "interpreter/bin/python3.11"),
            "../interpreter/bin/python3.11");
  EXPECT_EQ(RelativeLink("abc/x", "abd/x"), "../abd/x");
}

TEST(NormalPathTest, ByTextAlone) {
  EXPECT_EQ(NormalPath("a/./b//../c/"), "a/c");
  EXPECT_EQ(NormalPath("/a/../../b"), "/b");
  EXPECT_EQ(NormalPath("a/.."), "");
  EXPECT_EQ(NormalPath("a/../.."), std::nullopt);
}

TEST(ResolveLinkTest, StaysBelow) {
  EXPECT_EQ(ResolveLink("lib64", "lib"), "lib");
  EXPECT_EQ(ResolveLink("bin/python", "../x/y"), "x/y");
  EXPECT_EQ(ResolveLink("bin/python", "../../x"), std::nullopt);
  EXPECT_EQ(ResolveLink("bin/python", "/usr/bin/python3"), std::nullopt);
}

}  // namespace pyvenv::relative_link_test
