#include "tar/pax.h"

#include <gtest/gtest.h>

#include <string>

namespace pyvenv::pax_test {

std::string Record(std::string_view key, std::string_view value) {
  std::string record;
  AppendPaxRecord(key, value, &record);
  return record;
}

TEST(PaxRecordTest, Known) {
  EXPECT_EQ(Record("path", "foo"), "12 path=foo\n");
  EXPECT_EQ(Record("size", "8589934592"), "19 size=8589934592\n");
  EXPECT_EQ(Record("k", ""), "5 k=\n");
  EXPECT_EQ(Record("path", "a\nb=c"), "14 path=a\nb=c\n");
}

TEST(PaxRecordTest, Appends) {
  std::string records = Record("a", "b");
  AppendPaxRecord("c", "d", &records);
  EXPECT_EQ(records, "6 a=b\n6 c=d\n");
}

// Every length, so also those at which the number grows by a digit: 9/11, 98/99/101, 999...
TEST(PaxRecordTest, LengthCountsItself) {
  for (size_t size = 0; size < 12000; ++size) {
    const std::string value(size, 'v');
    const std::string record = Record("path", value);
    ASSERT_EQ(record, std::to_string(record.size()) + " path=" + value + "\n");
  }
}

}  // namespace pyvenv::pax_test
