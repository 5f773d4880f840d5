#include "pack/file_content.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::file_content_test {

std::string ReadAll(FileContent* content) {
  std::array<char, 8> buffer{};
  std::string all;
  for (std::string_view piece; !(piece = content->Next(buffer)).empty();) all += piece;
  return all;
}

TEST(FileContentTest, SizesAroundTheBuffer) {
  const testing::TempDir temp;
  for (size_t size = 0; size < 40; ++size) {
    const std::string expected =
        std::string("0123456789012345678901234567890123456789").substr(0, size);
    FileContent content(temp.Write("file", expected));
    EXPECT_EQ(content.size(), size);
    EXPECT_EQ(ReadAll(&content), expected);
  }
}

TEST(FileContentTest, ShorterThanItWas) {
  const testing::TempDir temp;
  FileContent content(temp.Write("file", std::string(20, 'x')));
  ASSERT_EQ(::truncate(temp.Path("file").c_str(), 15), 0);
  EXPECT_THROW(ReadAll(&content), Error);
}

// Also where the size is a multiple of the buffer's.
TEST(FileContentTest, LongerThanItWas) {
  const testing::TempDir temp;
  for (const size_t size : {8U, 16U, 20U, 23U, 24U, 25U}) {
    FileContent content(temp.Write("file", std::string(size, 'x')));
    std::ofstream(temp.Path("file"), std::ios::app) << "y";
    EXPECT_THROW(ReadAll(&content), Error) << size;
  }
}

TEST(FileContentTest, PeekingDoesNotMoveOn) {
  const testing::TempDir temp;
  FileContent content(temp.Write("file", "0123456789"));
  std::array<char, 4> buffer{};
  EXPECT_EQ(content.Peek(0, buffer), "0123");
  EXPECT_EQ(content.Peek(7, buffer), "789");
  EXPECT_EQ(content.Peek(20, buffer), "");
  EXPECT_EQ(ReadAll(&content), "0123456789");
}

TEST(FileContentTest, OnlyRegularFiles) {
  const testing::TempDir temp;
  ASSERT_EQ(::mkfifo(temp.Path("fifo").c_str(), 0600), 0);
  EXPECT_THROW(FileContent{temp.Path("fifo")}, Error);
  EXPECT_THROW(FileContent{temp.path()}, Error);
  EXPECT_THROW(FileContent{"/dev/null"}, Error);
}

}  // namespace pyvenv::file_content_test
