#include "tree/walk.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <map>
#include <string>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::walk_test {

using Found = std::map<std::string, FileKind>;

Found WalkOf(const std::string& source) {
  Found found;
  WalkDirectory(source, [&](const std::string& relative, const std::string& path, FileKind kind) {
    EXPECT_EQ(path, source + "/" + relative);
    EXPECT_TRUE(found.emplace(relative, kind).second);
  });
  return found;
}

TEST(WalkTest, FilesOnlyWithoutEmptyDirectories) {
  const testing::TempDir temp;
  temp.Write("t/a", "");
  temp.Write("t/d/e/f", "");
  temp.Write("t/.hidden", "");
  temp.MakeDirectory("t/empty/emptier");
  EXPECT_EQ(WalkOf(temp.Path("t")), (Found{{"a", FileKind::kRegular},
                                           {"d/e/f", FileKind::kRegular},
                                           {".hidden", FileKind::kRegular}}));
  EXPECT_EQ(WalkOf(temp.Path("t/empty")), Found{});
}

TEST(WalkTest, FollowsLinks) {
  const testing::TempDir temp;
  temp.Write("other/f", "");
  temp.Link("t/file", "../other/f");
  temp.Link("t/directory", "../other");
  temp.Link("t/null", "/dev/null");
  temp.Link("t/twice", "directory");
  EXPECT_EQ(WalkOf(temp.Path("t")), (Found{{"file", FileKind::kRegular},
                                           {"directory/f", FileKind::kRegular},
                                           {"null", FileKind::kNullDevice},
                                           {"twice/f", FileKind::kRegular}}));
  temp.Link("link_to_t", "t");
  EXPECT_EQ(WalkOf(temp.Path("link_to_t")).size(), 4U);
}

TEST(WalkTest, AnyName) {
  const testing::TempDir temp;
  temp.Write("t/new\nline", "");
  temp.Write("t/caf\xe9", "");
  EXPECT_EQ(WalkOf(temp.Path("t")),
            (Found{{"new\nline", FileKind::kRegular}, {"caf\xe9", FileKind::kRegular}}));
}

std::string FaultOf(const std::string& source) {
  try {
    WalkOf(source);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(WalkTest, LoopsAndDanglingLinksAreErrors) {
  const testing::TempDir temp;
  temp.Write("t/a/b/f", "");
  const std::string up = temp.Link("t/a/b/up", "../..");
  EXPECT_EQ(FaultOf(temp.Path("t")),
            "cannot follow: " + up + ": the link leads to a directory that it lies in");
  temp.Link("self/self", "self");
  EXPECT_NE(FaultOf(temp.Path("self")).find("symbolic links"), std::string::npos);
  const std::string dangling = temp.Link("d/dangling", "nowhere");
  EXPECT_EQ(FaultOf(temp.Path("d")), "cannot read: " + dangling + ": No such file or directory");
}

TEST(WalkTest, OnlyDirectories) {
  const testing::TempDir temp;
  EXPECT_EQ(FaultOf(temp.Write("f", "")), "cannot read: " + temp.Path("f") + ": Not a directory");
  EXPECT_NE(FaultOf(temp.Path("missing")), "");
}

TEST(WalkTest, SpecialFilesAreReported) {
  const testing::TempDir temp;
  temp.MakeDirectory("t");
  ASSERT_EQ(::mkfifo(temp.Path("t/fifo").c_str(), 0600), 0);
  EXPECT_EQ(WalkOf(temp.Path("t")), (Found{{"fifo", FileKind::kSpecial}}));
}

}  // namespace pyvenv::walk_test
