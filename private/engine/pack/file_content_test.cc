#include "pack/file_content.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv {
namespace {

std::string ReadAll(FileContent* content) {
  std::string all;
  for (; !content->Piece().empty(); content->Advance()) all += content->Piece();
  return all;
}

TEST(FileContentTest, SizesAroundTheBuffer) {
  const testing::TempDir temp;
  std::array<char, 8> buffer{};
  for (size_t size = 0; size < 40; ++size) {
    const std::string expected =
        std::string("0123456789012345678901234567890123456789").substr(0, size);
    FileContent content(temp.Write("file", expected), buffer);
    EXPECT_EQ(content.size(), size);
    EXPECT_EQ(ReadAll(&content), expected);
  }
}

TEST(FileContentTest, ShorterThanItWas) {
  const testing::TempDir temp;
  std::array<char, 8> buffer{};
  FileContent content(temp.Write("file", std::string(20, 'x')), buffer);
  ASSERT_EQ(::truncate(temp.Path("file").c_str(), 15), 0);
  EXPECT_THROW(ReadAll(&content), Error);
}

// Also where the size is a multiple of the buffer's.
TEST(FileContentTest, LongerThanItWas) {
  const testing::TempDir temp;
  std::array<char, 8> buffer{};
  for (const size_t size : {8U, 16U, 20U, 23U, 24U, 25U}) {
    FileContent content(temp.Write("file", std::string(size, 'x')), buffer);
    std::ofstream(temp.Path("file"), std::ios::app) << "y";
    EXPECT_THROW(ReadAll(&content), Error) << size;
  }
}

TEST(FileContentTest, OnlyRegularFiles) {
  const testing::TempDir temp;
  std::array<char, 8> buffer{};
  ASSERT_EQ(::mkfifo(temp.Path("fifo").c_str(), 0600), 0);
  EXPECT_THROW(FileContent(temp.Path("fifo"), buffer), Error);
  EXPECT_THROW(FileContent(temp.path(), buffer), Error);
  EXPECT_THROW(FileContent("/dev/null", buffer), Error);
}

}  // namespace
}  // namespace pyvenv
