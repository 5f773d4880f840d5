#include "inspect/conflicts.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::conflicts_test {

TEST(ConflictsTest, ReadsLines) {
  const testing::TempDir temp;
  const std::vector<Conflict> conflicts = ReadConflicts(
      temp.Write("c",
                 "{\"path\":\"r/p\",\"dropped\":\"a\",\"kept\":\"b\"}\n"
                 "{\"below\":\"r\",\"dropped\":\"a\",\"dropped_label\":\"//:a\",\"kept\":\"b\","
                 "\"kept_label\":\"//:b\",\"path\":\"r/\\u00e4\"}\n"));
  ASSERT_EQ(conflicts.size(), 2U);
  EXPECT_EQ(conflicts[0].path, "r/p");
  EXPECT_EQ(conflicts[0].dropped, "a");
  EXPECT_EQ(conflicts[0].kept, "b");
  EXPECT_EQ(conflicts[0].dropped_label + conflicts[0].kept_label + conflicts[0].below, "");
  EXPECT_EQ(conflicts[1].path, "r/\xc3\xa4");
  EXPECT_EQ(conflicts[1].dropped_label, "//:a");
  EXPECT_EQ(conflicts[1].kept_label, "//:b");
  EXPECT_EQ(conflicts[1].below, "r");
}

TEST(ConflictsTest, EmptyFile) {
  const testing::TempDir temp;
  EXPECT_TRUE(ReadConflicts(temp.Write("c", "")).empty());
}

TEST(ConflictsTest, RefusesOtherLines) {
  const testing::TempDir temp;
  const std::string good = "{\"path\":\"r/p\",\"dropped\":\"a\",\"kept\":\"b\"}\n";
  for (const char* line :
       {"", "x", "[]", "{}", R"({"path":"p","kept":"k"})", R"({"path":"p","dropped":"d"})",
        R"({"dropped":"d","kept":"k"})", R"({"path":"p","dropped":1,"kept":"k"})"}) {
    try {
      ReadConflicts(temp.Write("c", good + line + "\n"));
      ADD_FAILURE() << line;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("malformed line: "), std::string::npos)
          << error.what();
    }
  }
}

}  // namespace pyvenv::conflicts_test
