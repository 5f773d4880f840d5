#include "base/line_blocks.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::line_blocks_test {

using Lines = std::vector<std::string>;

// Also checks that lines are numbered.
Lines LinesOf(const std::string& content) {
  const testing::TempDir temp;
  LineBlocks blocks(temp.Write("lines", content));
  Lines lines;
  while (const std::optional<LineBlock> block = blocks.Next()) {
    EXPECT_EQ(block->first_line, lines.size());
    ForEachLine(*block, [&](std::string_view line, uint64_t number) {
      EXPECT_EQ(number, lines.size());
      lines.emplace_back(line);
    });
  }
  EXPECT_EQ(blocks.Next(), std::nullopt);
  return lines;
}

TEST(LineBlocksTest, Ends) {
  EXPECT_EQ(LinesOf(""), Lines{});
  EXPECT_EQ(LinesOf("\n"), Lines{""});
  EXPECT_EQ(LinesOf("a"), Lines{"a"});
  EXPECT_EQ(LinesOf("a\n"), Lines{"a"});
  EXPECT_EQ(LinesOf("a\n\nb"), (Lines{"a", "", "b"}));
}

TEST(LineBlocksTest, LinesAroundTheSizeOfABlock) {
  constexpr size_t kBlock = size_t{256} << 10U;
  for (const size_t size : {kBlock - 2, kBlock - 1, kBlock, kBlock + 1, 5 * kBlock}) {
    const std::string a(size, 'a');
    const std::string line = a + "\n";
    EXPECT_EQ(LinesOf("x\n" + line + ("b\n" + a)), (Lines{"x", a, "b", a})) << size;
    EXPECT_EQ(LinesOf(line + line), (Lines{a, a})) << size;
  }
}

TEST(LineBlocksTest, ManyLines) {
  std::string content;
  Lines expected;
  for (int i = 0; i < 50000; ++i) {
    expected.push_back("line " + std::to_string(i) + std::string(i % 7, 'x'));
    content += expected.back() + "\n";
  }
  EXPECT_EQ(LinesOf(content), expected);
}

// The files have holes, and are zeros to who reads them.
TEST(LineBlocksTest, LongestLine) {
  constexpr size_t kLongest = size_t{64} << 20U;
  const testing::TempDir temp;
  const std::string path = temp.Write("lines", "");
  std::filesystem::resize_file(path, kLongest);
  const std::optional<LineBlock> block = LineBlocks(path).Next();
  ASSERT_TRUE(block.has_value());
  EXPECT_EQ(block->size, kLongest);
  std::filesystem::resize_file(path, kLongest + 1);
  EXPECT_THROW(LineBlocks(path).Next(), Error);
}

TEST(LineBlocksTest, DirectoryIsAnError) {
  const testing::TempDir temp;
  EXPECT_THROW(LineBlocks(temp.path()), Error);
}

}  // namespace pyvenv::line_blocks_test
