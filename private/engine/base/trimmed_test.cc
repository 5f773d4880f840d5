#include "base/trimmed.h"

#include <gtest/gtest.h>

namespace pyvenv::trimmed_test {

TEST(TrimmedTest, BlanksAround) {
  EXPECT_EQ(Trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(Trimmed("a"), "a");
  EXPECT_EQ(Trimmed(" \n"), "");
  EXPECT_EQ(Trimmed(""), "");
}

TEST(TrimmedTest, OtherBlanks) {
  EXPECT_EQ(Trimmed(" a\r ", " "), "a\r");
}

}  // namespace pyvenv::trimmed_test
