#include "base/timestamp.h"

#include <gtest/gtest.h>

namespace pyvenv::timestamp_test {

TEST(TimestampTest, Rfc3339) {
  EXPECT_EQ(Timestamp(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(Timestamp(1700000000), "2023-11-14T22:13:20Z");
  EXPECT_EQ(Timestamp(kLatestTime), "9999-12-31T23:59:59Z");
}

}  // namespace pyvenv::timestamp_test
