#include "pack/read_ahead.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <string>
#include <vector>

#include "base/error.h"
#include "pack/fingerprint.h"
#include "testing/temp_dir.h"

namespace pyvenv::read_ahead_test {

class ReadAheadTest : public ::testing::TestWithParam<unsigned> {
 protected:
  void Add(EntryType type, const std::string& text) {
    const std::string path = std::to_string(1000000 + count_++);
    tree_.Add({.path = path, .text = text, .type = type});
  }
  void AddFile(const std::string& content) {
    Add(EntryType::kFile, temp_.Write(std::to_string(count_), content));
  }

  testing::TempDir temp_;
  Tree tree_{"manifest"};
  TaskPool pool_{GetParam()};
  size_t count_ = 0;
};

std::string ContentOf(size_t i) {
  std::string content(i % 700, static_cast<char>('a' + i % 26));
  return content;
}

TEST_P(ReadAheadTest, EveryFileInTurn) {
  for (size_t i = 0; i < 700; ++i) {
    if (i % 3 == 0) {
      Add(EntryType::kLink, "nowhere");
    } else {
      AddFile(ContentOf(i));
    }
  }
  tree_.Seal();
  ReadAhead files(tree_, pool_);
  for (size_t i = 0; i < 700; ++i) {
    if (i % 3 == 0) continue;
    const LoadedFile* const file = files.Get(i);
    ASSERT_NE(file, nullptr);
    ASSERT_EQ(file->content, ContentOf(i));
    ASSERT_EQ(file->fingerprint, FingerprintOf(ContentOf(i)));
  }
}

TEST_P(ReadAheadTest, LargeFilesAreLeft) {
  AddFile(std::string(kLargeFile, 'x'));
  AddFile(std::string(kLargeFile + 1, 'x'));
  AddFile("small");
  tree_.Seal();
  ReadAhead files(tree_, pool_);
  ASSERT_NE(files.Get(0), nullptr);
  EXPECT_EQ(files.Get(0)->content.size(), kLargeFile);
  EXPECT_EQ(files.Get(1), nullptr);
  ASSERT_NE(files.Get(2), nullptr);
  EXPECT_EQ(files.Get(2)->content, "small");
}

// Seven files of 100 KiB do not fit in 512 KiB; a small one behind them does.
TEST_P(ReadAheadTest, FullBatchesAreLeft) {
  for (int i = 0; i < 7; ++i) AddFile(std::string(100 << 10U, 'x'));
  AddFile("small");
  tree_.Seal();
  ReadAhead files(tree_, pool_);
  EXPECT_NE(files.Get(4), nullptr);
  EXPECT_EQ(files.Get(5), nullptr);
  EXPECT_NE(files.Get(7), nullptr);
}

TEST_P(ReadAheadTest, FaultsComeWithTheirFile) {
  AddFile("first");
  Add(EntryType::kFile, temp_.Path("missing"));
  AddFile("last");
  tree_.Seal();
  ReadAhead files(tree_, pool_);
  EXPECT_NE(files.Get(0), nullptr);
  EXPECT_THROW(files.Get(1), Error);
  EXPECT_NE(files.Get(2), nullptr);
}

TEST_P(ReadAheadTest, NobodyNeedsAsk) {
  for (size_t i = 0; i < 500; ++i) AddFile(ContentOf(i));
  tree_.Seal();
  const ReadAhead files(tree_, pool_);
}

// What was known of the size when the tree was built may be wrong by now.
TEST(LoadFileTest, WhateverTheHint) {
  const testing::TempDir temp;
  std::vector<char> room(kLargeFile + 1);
  for (const size_t size : {size_t{0}, size_t{1}, size_t{5000}, kLargeFile}) {
    const std::string content(size, 'x');
    const std::string source = temp.Write("file", content);
    for (const size_t hint : {size_t{0}, size_t{1}, size, size + 1, kLargeFile}) {
      if (hint > kLargeFile) continue;
      const std::optional<LoadedFile> file = LoadFile(source, hint, room);
      ASSERT_TRUE(file) << size << " " << hint;
      EXPECT_EQ(file->content, content) << size << " " << hint;
    }
  }
}

TEST(LoadFileTest, RoomMustBeLargerThanTheFile) {
  const testing::TempDir temp;
  const std::string source = temp.Write("file", "12345");
  std::array<char, 6> room{};
  for (const uint32_t hint : {0, 5, 4}) {
    EXPECT_TRUE(LoadFile(source, hint, room)) << hint;
    EXPECT_FALSE(LoadFile(source, hint, std::span(room).first(5))) << hint;
    EXPECT_FALSE(LoadFile(source, hint, std::span(room).first(0))) << hint;
  }
}

TEST(LoadFileTest, OnlyRegularFiles) {
  const testing::TempDir temp;
  const std::string pipe = temp.Path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::array<char, 6> room{};
  EXPECT_THROW(LoadFile(pipe, 0, room), Error);
  EXPECT_THROW(LoadFile(temp.path(), 0, room), Error);
}

INSTANTIATE_TEST_SUITE_P(Jobs, ReadAheadTest, ::testing::Values(1, 2, 16));

}  // namespace pyvenv::read_ahead_test
