#include "sandbox/snapshot.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "testing/temp_dir.h"

namespace pyvenv::snapshot_test {

using testing::TempDir;
using Changes = std::vector<std::string>;

TEST(SnapshotTest, TellsEveryKindOfChange) {
  const TempDir dir;
  dir.Write("a/changed", "1");
  dir.Write("a/mode", "");
  dir.Write("gone", "");
  dir.MakeDirectory("opened");
  dir.Write("same", "");
  const Snapshot before(dir.path());
  EXPECT_EQ(Snapshot(dir.path()).ChangesSince(before), Changes());

  dir.Write("a/__pycache__/m.pyc", "");
  dir.Write("a/changed", "2");
  ::chmod(dir.Path("a/mode").c_str(), 0777);
  ::chmod(dir.Path("opened").c_str(), 0777);
  std::filesystem::remove(dir.Path("gone"));
  EXPECT_EQ(
      Snapshot(dir.path()).ChangesSince(before),
      (Changes{"written: /a/__pycache__", "written: /a/__pycache__/m.pyc", "changed: /a/changed",
               "changed: /a/mode", "changed: /opened", "removed: /gone"}));
}

TEST(SnapshotTest, ARestoredTimeDoesNotHideAChange) {
  const TempDir dir;
  const std::string file = dir.Write("file", "1");
  const auto time = std::filesystem::last_write_time(file);
  const Snapshot before(dir.path());
  dir.Write("file", "2");
  std::filesystem::last_write_time(file, time);
  EXPECT_EQ(Snapshot(dir.path()).ChangesSince(before), Changes{"changed: /file"});
}

}  // namespace pyvenv::snapshot_test
