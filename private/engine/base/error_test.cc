#include "base/error.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace pyvenv::error_test {

TEST(ErrorTest, IsOneLineWithTheFirstOrigin) {
  Error error("cannot read", "a\nb", ErrnoText(ENOENT));
  EXPECT_STREQ(error.what(), "cannot read: a\\012b: No such file or directory");
  error.SetOrigin("");
  error.SetOrigin("//x:y, m:3");
  error.SetOrigin("later");
  EXPECT_STREQ(error.what(), "cannot read: a\\012b: No such file or directory (//x:y, m:3)");
}

}  // namespace pyvenv::error_test
