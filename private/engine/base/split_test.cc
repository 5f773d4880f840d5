#include "base/split.h"

#include <gtest/gtest.h>

namespace pyvenv::split_test {

using Parts = std::vector<std::string_view>;

TEST(SplitTest, PartsBetweenSeparators) {
  EXPECT_EQ(SplitText("a,bc,d", ','), (Parts{"a", "bc", "d"}));
  EXPECT_EQ(SplitText("abc", ','), Parts{"abc"});
}

TEST(SplitTest, EmptyPartsStay) {
  EXPECT_EQ(SplitText("", ','), Parts{""});
  EXPECT_EQ(SplitText(",a,,", ','), (Parts{"", "a", "", ""}));
}

}  // namespace pyvenv::split_test
