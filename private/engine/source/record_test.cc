#include "source/record.h"

#include <gtest/gtest.h>

namespace pyvenv::record_test {

TEST(RecordTest, RowsAreCsv) {
  const std::vector<RecordRow> rows = ReadRecord(
      "../../../bin/tool,sha256=abc,12\r\n"
      "\"odd,\"\"name\"\".py\",sha256=def,3\n"
      "\n"
      "x-1.dist-info/RECORD,,");
  ASSERT_EQ(rows.size(), 3);
  EXPECT_EQ(rows[0].path, "../../../bin/tool");
  EXPECT_EQ(rows[0].hash, "sha256=abc");
  EXPECT_EQ(rows[0].line, "../../../bin/tool,sha256=abc,12\r\n");
  EXPECT_EQ(rows[1].path, "odd,\"name\".py");
  EXPECT_EQ(rows[1].hash, "sha256=def");
  EXPECT_EQ(rows[2].path, "x-1.dist-info/RECORD");
  EXPECT_EQ(rows[2].hash, "");
}

// The hash as hashlib and base64.urlsafe_b64encode of Python make it.
TEST(RecordTest, RowOfContentHasItsHashAndSize) {
  const RecordRow row = ReadRecord("\"a,b\",sha256=old,999\r\n").front();
  EXPECT_EQ(RowOfContent(row, "abc"),
            "\"a,b\",sha256=ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0,3\r\n");
  EXPECT_EQ(RowOfContent({.path = "e", .hash = {}, .line = "e,,\n"}, ""),
            "e,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n");
}

}  // namespace pyvenv::record_test
