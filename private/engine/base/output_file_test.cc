#include "base/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::output_file_test {

using Names = std::vector<std::string>;

TEST(OutputFileTest, AppearsOnlyWhenPublished) {
  const testing::TempDir temp;
  OutputFile a(temp.Path("a"));
  OutputFile b(temp.Path("b"));
  a.Write("text");
  EXPECT_EQ(temp.List(".").size(), 2U);
  EXPECT_NE(temp.List("."), (Names{"a", "b"}));
  OutputFile::Publish(std::array{&a, &b});
  EXPECT_EQ(temp.List("."), (Names{"a", "b"}));
  EXPECT_EQ(temp.Read("a"), "text");
}

TEST(OutputFileTest, WrittenAtOnce) {
  const testing::TempDir temp;
  temp.Write("a", "old");
  WriteFile(temp.Path("a"), "text");
  EXPECT_EQ(temp.List("."), Names{"a"});
  EXPECT_EQ(temp.Read("a"), "text");
}

TEST(OutputFileTest, LeavesNothingUnpublished) {
  const testing::TempDir temp;
  { OutputFile(temp.Path("a")).Write("text"); }
  EXPECT_EQ(temp.List("."), Names{});
}

TEST(OutputFileTest, PublishesAllOrNone) {
  const testing::TempDir temp;
  {
    OutputFile a(temp.Path("a"));
    OutputFile b(temp.Path("b"));
    temp.Write("b/in_the_way", "");
    EXPECT_THROW(OutputFile::Publish(std::array{&a, &b}), Error);
  }
  EXPECT_EQ(temp.List("."), Names{"b"});
}

TEST(OutputFileTest, FollowsTheUmask) {
  const testing::TempDir temp;
  const mode_t previous = ::umask(027);
  OutputFile a(temp.Path("a"));
  ::umask(previous);
  OutputFile::Publish(std::array{&a});
  EXPECT_EQ(StatusOf(temp.Path("a")).st_mode & 0777U, 0640U);
}

TEST(OutputFileTest, PassesByWhatAnotherHasLeft) {
  const testing::TempDir temp;
  const std::string stale = ".layer_packer." + std::to_string(::getpid()) + ".0";
  temp.Write(stale, "stale");
  OutputFile a(temp.Path("a"));
  OutputFile::Publish(std::array{&a});
  EXPECT_EQ(temp.List("."), (Names{stale, "a"}));
  EXPECT_EQ(temp.Read(stale), "stale");
}

TEST(OutputFileTest, LongestName) {
  const testing::TempDir temp;
  OutputFile a(temp.Path(std::string(255, 'a')));
  OutputFile::Publish(std::array{&a});
  EXPECT_EQ(temp.List("."), Names{std::string(255, 'a')});
}

TEST(OutputFileTest, RemoveOldRemovesFilesAndLinksOnly) {
  const testing::TempDir temp;
  temp.Write("target", "kept");
  temp.Write("file", "");
  temp.Link("link", "target");
  temp.MakeDirectory("directory");
  OutputFile::RemoveOld(temp.Path("file"));
  OutputFile::RemoveOld(temp.Path("link"));
  OutputFile::RemoveOld(temp.Path("missing"));
  EXPECT_THROW(OutputFile::RemoveOld(temp.Path("directory")), Error);
  EXPECT_EQ(temp.List("."), (Names{"directory", "target"}));
}

}  // namespace pyvenv::output_file_test
