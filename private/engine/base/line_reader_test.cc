#include "base/line_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::line_reader_test {

std::vector<std::string> LinesOf(const std::string& content) {
  const testing::TempDir temp;
  LineReader reader(temp.Write("lines", content));
  std::vector<std::string> lines;
  while (const auto line = reader.Next()) lines.emplace_back(*line);
  return lines;
}

using Lines = std::vector<std::string>;

TEST(LineReaderTest, Ends) {
  EXPECT_EQ(LinesOf(""), Lines{});
  EXPECT_EQ(LinesOf("\n"), Lines{""});
  EXPECT_EQ(LinesOf("a"), Lines{"a"});
  EXPECT_EQ(LinesOf("a\n"), Lines{"a"});
  EXPECT_EQ(LinesOf("a\n\nb"), (Lines{"a", "", "b"}));
}

TEST(LineReaderTest, ManyLinesAcrossBlocks) {
  std::string content;
  Lines expected;
  for (int i = 0; i < 50000; ++i) {
    expected.push_back("line " + std::to_string(i) + std::string(i % 7, 'x'));
    content += expected.back() + "\n";
  }
  EXPECT_EQ(LinesOf(content), expected);
}

TEST(LineReaderTest, EndlessLineIsAnError) {
  const testing::TempDir temp;
  const std::string path = temp.Write("lines", "");
  // A hole reads as zeros.
  std::filesystem::resize_file(path, uint64_t{1} << 40U);
  LineReader reader(path);
  EXPECT_THROW((void)reader.Next(), Error);
}

TEST(LineReaderTest, DirectoryIsAnError) {
  const testing::TempDir temp;
  EXPECT_THROW(LineReader(temp.path()), Error);
}

}  // namespace pyvenv::line_reader_test
