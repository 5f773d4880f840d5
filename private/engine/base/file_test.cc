#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::file_test {

TEST(FileTest, KindsOfWhatAPathLeadsTo) {
  const testing::TempDir temp;
  ASSERT_EQ(::mkfifo(temp.Path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(KindOf(StatusOf(temp.Write("file", "x"))), FileKind::kRegular);
  EXPECT_EQ(KindOf(StatusOf(temp.path())), FileKind::kDirectory);
  EXPECT_EQ(KindOf(StatusOf(temp.Link("to_null", "/dev/null"))), FileKind::kNullDevice);
  EXPECT_EQ(KindOf(StatusOf(temp.Path("fifo"))), FileKind::kSpecial);
  EXPECT_EQ(KindOf(StatusOf("/dev/zero")), FileKind::kSpecial);
  EXPECT_THROW(StatusOf(temp.Link("loop", "loop")), Error);
}

TEST(FileTest, LinkTextOfAnyLength) {
  const testing::TempDir temp;
  for (const size_t size : {1U, 255U, 256U, 257U, 2000U}) {
    const std::string text(size, 'x');
    EXPECT_EQ(LinkText(temp.Link("link" + std::to_string(size), text)), text);
  }
  EXPECT_EQ(LinkText(temp.path()), std::nullopt);
  EXPECT_EQ(LinkText(temp.Write("file", "")), std::nullopt);
  EXPECT_THROW((void)LinkText(temp.Path("missing")), Error);
}

TEST(FileTest, OpeningAFifoDoesNotWait) {
  const testing::TempDir temp;
  ASSERT_EQ(::mkfifo(temp.Path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(KindOf(File::OpenToRead(temp.Path("fifo")).Status()), FileKind::kSpecial);
}

TEST(FileTest, OnlyARegularFileHasAnEnd) {
  const testing::TempDir temp;
  ASSERT_EQ(::mkfifo(temp.Path("fifo").c_str(), 0600), 0);
  for (const std::string& path : {temp.Path("fifo"), temp.path(), std::string("/dev/zero")}) {
    EXPECT_THROW(File::OpenRegular(path), Error) << path;
  }
  EXPECT_NO_THROW(File::OpenRegular(temp.Link("link", temp.Write("file", ""))));
  EXPECT_NO_THROW(File::OpenRegular("/dev/null"));
}

TEST(FileTest, ReadAtLeast) {
  const testing::TempDir temp;
  File file = File::OpenToRead(temp.Write("file", "abcdef"));
  std::vector<char> buffer(16);
  EXPECT_EQ(file.ReadAtLeast(2, buffer.data(), 4), 4U);
  EXPECT_EQ(file.ReadAtLeast(16, buffer.data(), 16), 2U);
  EXPECT_EQ(file.ReadAtLeast(0, buffer.data(), 16), 0U);
}

}  // namespace pyvenv::file_test
