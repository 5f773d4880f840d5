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

TEST(SplitTest, VisitsNoMoreThanIsWanted) {
  Parts parts;
  const auto visit = [&](std::string_view part) {
    parts.push_back(part);
    return !part.empty();
  };
  EXPECT_FALSE(VisitParts("a,,b", ',', visit));
  EXPECT_EQ(parts, (Parts{"a", ""}));
  EXPECT_TRUE(VisitParts("c,d", ',', visit));
  EXPECT_EQ(parts, (Parts{"a", "", "c", "d"}));
}

}  // namespace pyvenv::split_test
