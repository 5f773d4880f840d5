#include "base/utf8.h"

#include <gtest/gtest.h>

namespace pyvenv::utf8_test {

TEST(Utf8Test, WellFormed) {
  for (const char* text : {"", "plain", "\xc3\xa9", "\xe2\x82\xac", "\xed\x9f\xbf", "\xee\x80\x80",
                           "\xf0\x9f\x90\x8d", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
}

TEST(Utf8Test, IllFormed) {
  for (const char* text :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x9f\xbf", "\xe2\x82", "\xed\xa0\x80",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "ok\xfe"}) {
    EXPECT_FALSE(IsUtf8(text)) << text;
  }
}

TEST(Utf8Test, Ascii) {
  EXPECT_TRUE(IsAscii("a\x7f"));
  EXPECT_FALSE(IsAscii("a\x80"));
}

}  // namespace pyvenv::utf8_test
