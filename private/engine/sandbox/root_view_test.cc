#include "sandbox/root_view.h"

#include <gtest/gtest.h>

#include "testing/temp_dir.h"

namespace pyvenv::root_view_test {

using testing::TempDir;

TEST(RootViewTest, FollowsLinksInsideTheRoot) {
  const TempDir dir;
  dir.Write("usr/lib/file", "");
  dir.Link("lib", "usr/lib");
  dir.Link("usr/absolute", "/lib/file");
  dir.Link("usr/up", "../../../../lib/../../../usr/absolute");
  const RootView view(dir.path());
  EXPECT_EQ(view.Resolve("lib/file"), "/usr/lib/file");
  EXPECT_EQ(view.Resolve("/usr//./absolute"), "/usr/lib/file");
  EXPECT_EQ(view.Resolve("/usr/up"), "/usr/lib/file");
  EXPECT_EQ(view.Resolve("usr/lib/.."), "/usr");
  EXPECT_EQ(view.Resolve("../.."), "/");
  EXPECT_EQ(view.Resolve(""), "/");
  EXPECT_EQ(view.OnMachine("/usr/lib"), dir.path() + "/usr/lib");
}

TEST(RootViewTest, NothingIsThere) {
  const TempDir dir;
  dir.Write("file", "");
  dir.Link("dangling", "/file/below");
  dir.Link("circle", "circle");
  const RootView view(dir.path());
  for (const char* const path : {"missing", "file/below", "dangling", "circle", "missing/.."}) {
    EXPECT_EQ(view.Resolve(path), std::nullopt) << path;
  }
}

TEST(RootViewTest, MountsHideWhatIsBelow) {
  const TempDir dir;
  dir.Write("machine/bin/tool", "");
  dir.Link("machine/bin/link", "/mounted/bin/tool");
  dir.MakeDirectory("root/mounted");
  dir.Link("root/bin", "/mounted/bin");
  const RootView view(dir.Path("root"),
                      {{.source = dir.Path("machine"), .destination = "/mounted"}});
  EXPECT_EQ(view.Resolve("bin/link"), "/mounted/bin/tool");
  EXPECT_EQ(view.OnMachine("/mounted/bin/tool"), dir.Path("machine/bin/tool"));
  EXPECT_EQ(view.OnMachine("/mountedelse"), dir.Path("root/mountedelse"));
}

}  // namespace pyvenv::root_view_test
