#include "base/text_file.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::text_file_test {

TEST(TextFileTest, TheWhole) {
  const testing::TempDir temp;
  const std::string text(200000, 'x');
  EXPECT_EQ(ReadTextFile(temp.Write("file", text)), text);
  EXPECT_EQ(ReadTextFile(temp.Write("empty", "")), "");
  EXPECT_NE(ReadTextFile("/proc/self/maps"), "");
  EXPECT_THROW(ReadTextFile(temp.Path("missing")), Error);
}

TEST(TextFileTest, Limit) {
  const testing::TempDir temp;
  const uint64_t most = uint64_t{1} << 20U;
  const std::string path = temp.Write("file", std::string(most, 'x'));
  EXPECT_EQ(ReadTextFile(path, most).size(), most);
  temp.Write("file", std::string(most + 1, 'x'));
  try {
    ReadTextFile(path, most);
    ADD_FAILURE() << "read";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), "cannot read: " + path + ": larger than 1 MiB");
  }
}

}  // namespace pyvenv::text_file_test
