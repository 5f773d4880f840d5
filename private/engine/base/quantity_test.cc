#include "base/quantity.h"

#include <gtest/gtest.h>

#include <limits>

namespace pyvenv::quantity_test {

TEST(QuantityTest, Plurals) {
  EXPECT_EQ(Counted(0, "file"), "0 files");
  EXPECT_EQ(Counted(1, "file"), "1 file");
  EXPECT_EQ(Counted(1, "entry"), "1 entry");
  EXPECT_EQ(Counted(2, "entry"), "2 entries");
}

TEST(QuantityTest, Bytes) {
  EXPECT_EQ(ByteQuantity(0), "0 bytes");
  EXPECT_EQ(ByteQuantity(1), "1 byte");
  EXPECT_EQ(ByteQuantity(999), "999 bytes");
  EXPECT_EQ(ByteQuantity(1000), "1.0 kB");
  EXPECT_EQ(ByteQuantity(9949), "9.9 kB");
  EXPECT_EQ(ByteQuantity(9950), "10 kB");
  EXPECT_EQ(ByteQuantity(999499), "999 kB");
  EXPECT_EQ(ByteQuantity(999500), "1.0 MB");
  EXPECT_EQ(ByteQuantity(4100000), "4.1 MB");
  EXPECT_EQ(ByteQuantity(std::numeric_limits<uint64_t>::max()), "18 EB");
}

}  // namespace pyvenv::quantity_test
