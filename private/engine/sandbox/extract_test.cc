#include "sandbox/extract.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "sandbox/scratch_directory.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::extract_test {

namespace fs = std::filesystem;
using testing::Execute;
using testing::TempDir;

/// Archives made by GNU tar from what lies in `in`, and a root to extract them to.
class ExtractTest : public ::testing::Test {
 protected:
  ExtractTest() : root_(dir_.MakeDirectory("root"), kAnybody) { dir_.MakeDirectory("in"); }
  ~ExtractTest() override { RemoveTree(dir_.Path("root")); }

  // `words`: flags and members of tar, for a shell. What was packed is removed.
  [[nodiscard]] std::string Pack(const std::string& words) const {
    static int number = 0;
    std::string tar = dir_.Path("layer" + std::to_string(++number) + ".tar");
    const std::string script = "cd '" + dir_.Path("in") + "' && tar -c --numeric-owner -f '" + tar +
                               "' --sort=name --mtime=@9 --owner=0 --group=0 " + words +
                               " && rm -rf '" + dir_.Path("in") + "'/*";
    EXPECT_EQ(Execute({"sh", "-c", script}).status, 0);
    return tar;
  }

  void Base(const std::string& tar) { ExtractLayer(tar, RootPart::kBase, &root_); }
  void Layer(const std::string& tar) { ExtractLayer(tar, RootPart::kLayer, &root_); }

  // What extraction of a layer says; the archive's name is cut off.
  std::string Refusal(const std::string& tar) {
    try {
      Layer(tar);
    } catch (const Error& error) {
      const std::string text = error.what();
      const std::string origin = " (" + tar + ")";
      EXPECT_TRUE(text.ends_with(origin)) << text;
      return text.substr(0, text.size() - origin.size());
    }
    return "nothing";
  }

  [[nodiscard]] std::string Read(const std::string& path) const {
    return dir_.Read("root/" + path);
  }
  [[nodiscard]] uint32_t Mode(const std::string& path) const {
    return StatusOf(dir_.Path("root/" + path)).st_mode & 07777U;
  }

  const TempDir dir_;
  RootWriter root_;
};

TEST_F(ExtractTest, EveryCompressionAndKind) {
  for (const std::string compression : {"", "--gzip", "--zstd"}) {
    dir_.Write("in/a/file", "content" + compression);
    dir_.Link("in/a/link", "../nowhere");
    fs::create_hard_link(dir_.Path("in/a/file"), dir_.Path("in/a/other"));
    Layer(Pack(compression + " --format=pax --mode=u=rwx,go=rx a"));
    EXPECT_EQ(Read("a/file"), "content" + compression);
    EXPECT_EQ(fs::read_symlink(dir_.Path("root/a/link")), "../nowhere");
    EXPECT_TRUE(fs::equivalent(dir_.Path("root/a/file"), dir_.Path("root/a/other")));
  }
  root_.Finish();
  EXPECT_EQ(Mode("a"), 0555);
  EXPECT_EQ(Mode("a/file"), 0555);
  EXPECT_EQ(StatusOf(dir_.Path("root/a/file")).st_mtim.tv_sec, 9);
  EXPECT_EQ(StatusOf(dir_.Path("root/a")).st_mtim.tv_sec, 9);
}

TEST_F(ExtractTest, ModesAreThoseOfTheUser) {
  dir_.Write("in/secret/file", "");
  dir_.Write("in/mine", "");
  Base(Pack("--mode=0700 secret"));
  const std::string own = "--owner=" + std::to_string(kAnybody.uid);
  dir_.Write("in/mine", "");
  Base(Pack("--mode=0640 " + own + " mine"));
  root_.Finish();
  EXPECT_EQ(Mode("secret"), 0);
  EXPECT_EQ(Mode("mine"), 0666);
  EXPECT_EQ(Mode("."), 0555);
}

TEST_F(ExtractTest, MoreCanBePutIntoReadOnlyDirectories) {
  dir_.Write("in/a/b/one", "");
  Base(Pack("--mode=0500 a"));
  dir_.Write("in/a/b/two", "2");
  Layer(Pack("--mode=0644 a/b/two"));
  EXPECT_EQ(Read("a/b/two"), "2");
  root_.Finish();
  RemoveTree(dir_.Path("root"));
  EXPECT_FALSE(fs::exists(dir_.Path("root")));
}

TEST_F(ExtractTest, LeadingSlashesAndDotsMeanNothing) {
  dir_.Write("in/a/file", "1");
  Layer(Pack(R"(-P --transform='s,^,/.//./,' a)"));
  EXPECT_EQ(Read("a/file"), "1");
}

TEST_F(ExtractTest, WhatLeadsOutIsRefused) {
  dir_.Write("in/file", "");
  const std::string expected = R"(cannot extract: a/../../file: the path has a ".." component)";
  EXPECT_EQ(Refusal(Pack(R"(-P --transform='s,^,a/../../,' file)")), expected);
  EXPECT_FALSE(fs::exists(dir_.Path("file")));
}

TEST_F(ExtractTest, HardLinkOutOfTheRootIsRefused) {
  dir_.Write("outside", "");
  dir_.Write("in/outside", "");
  fs::create_hard_link(dir_.Path("in/outside"), dir_.Path("in/z"));
  EXPECT_EQ(Refusal(Pack(R"(-P --transform='s,^outside,../outside,RS' outside z)")),
            R"(cannot extract: ../outside: the path has a ".." component)");
}

TEST_F(ExtractTest, HardLinkToNothingIsRefused) {
  dir_.Write("in/one", "");
  fs::create_hard_link(dir_.Path("in/one"), dir_.Path("in/two"));
  EXPECT_EQ(Refusal(Pack(R"(--transform='s,^one$,gone,RS' one two)")),
            R"(cannot extract: two: a hard link to "gone", which is not there)");
}

TEST_F(ExtractTest, NothingIsWrittenThroughTheLinkOfALayer) {
  dir_.Link("in/out", dir_.MakeDirectory("elsewhere"));
  Layer(Pack("out"));
  dir_.Write("in/out/file", "");
  const std::string expected = R"(cannot extract: out/file: "out" is a link of a layer)";
  EXPECT_EQ(Refusal(Pack("out/file")), expected);
  EXPECT_TRUE(dir_.List("elsewhere").empty());
}

TEST_F(ExtractTest, ALinkThatIsGoneIsNoHindrance) {
  dir_.Link("in/a/link", "elsewhere");
  Layer(Pack("a"));
  dir_.Write("in/.wh.a", "");
  dir_.Write("in/a/link/file", "");
  Layer(Pack(".wh.a a"));
  EXPECT_EQ(Read("a/link/file"), "");
}

// Those of a base are its own way to say where its directories are: /bin is in /usr.
TEST_F(ExtractTest, LinksOfTheBaseAreFollowedInsideTheRoot) {
  dir_.MakeDirectory("in/usr/bin");
  dir_.Link("in/bin", "/usr/bin");
  dir_.Link("in/lost", dir_.MakeDirectory("elsewhere"));
  Base(Pack("bin lost usr"));
  dir_.Write("in/bin/app", "app");
  Layer(Pack("bin/app"));
  EXPECT_EQ(Read("usr/bin/app"), "app");
  dir_.Write("in/lost/app", "");
  EXPECT_EQ(Refusal(Pack("lost/app")), R"(cannot extract: lost/app: "lost" is no directory)");
  EXPECT_TRUE(dir_.List("elsewhere").empty());
}

TEST_F(ExtractTest, UpperLayersReplace) {
  dir_.Write("in/dir/file", "");
  dir_.Write("in/file", "old");
  dir_.Link("in/link", "file");
  Base(Pack("dir file link"));
  dir_.Write("in/dir", "file now");
  dir_.Write("in/file/below", "");
  dir_.Write("in/link", "no link");
  Layer(Pack("dir file link"));
  EXPECT_EQ(Read("dir"), "file now");
  EXPECT_EQ(Read("file/below"), "");
  EXPECT_EQ(Read("link"), "no link");
}

TEST_F(ExtractTest, WhiteoutsRemoveWhatIsBelow) {
  dir_.Write("in/a/gone", "");
  dir_.Write("in/a/kept", "");
  dir_.Write("in/a/tree/file", "");
  Base(Pack("a"));
  dir_.Write("in/a/.wh.gone", "");
  dir_.Write("in/a/.wh.tree", "");
  dir_.Write("in/a/.wh.never_there", "");
  Layer(Pack("a"));
  EXPECT_EQ(dir_.List("root/a"), std::vector<std::string>{"kept"});
}

TEST_F(ExtractTest, AWhiteoutWithoutANameHidesNothing) {
  dir_.Write("in/a/kept", "");
  Base(Pack("a"));
  dir_.Write("in/a/.wh.", "");
  Layer(Pack("a"));
  EXPECT_EQ(dir_.List("root/a"), (std::vector<std::string>{".wh.", "kept"}));
}

TEST_F(ExtractTest, WhiteoutsSpareTheirOwnLayer) {
  dir_.Write("in/a/old", "");
  dir_.Write("in/b/old", "");
  Base(Pack("a b"));
  // Members come in the order of the command line: first what is written, then what hides.
  dir_.Write("in/a/new/file", "new");
  dir_.Write("in/b/new", "new");
  dir_.Write("in/a/.wh..wh..opq", "");
  dir_.Write("in/.wh.b", "");
  Layer(Pack("--no-recursion a/new/file b/new a/.wh..wh..opq .wh.b"));
  EXPECT_EQ(dir_.List("root/a"), std::vector<std::string>{"new"});
  EXPECT_EQ(Read("a/new/file"), "new");
  EXPECT_EQ(dir_.List("root/b"), std::vector<std::string>{"new"});
}

TEST_F(ExtractTest, DevicesAreLeftOut) {
  ASSERT_EQ(::mkfifo(dir_.Path("in/pipe").c_str(), 0644), 0);
  dir_.Write("in/file", "");
  Base(Pack("file pipe"));
  EXPECT_EQ(dir_.List("root"), std::vector<std::string>{"file"});
}

TEST_F(ExtractTest, CopiesADirectory) {
  const std::string rootfs = dir_.MakeDirectory("rootfs");
  dir_.Write("rootfs/usr/file", "content");
  dir_.Link("rootfs/lib", "usr");
  dir_.Link("rootfs/usr/absolute", "/usr/file");
  ::chmod(dir_.Path("rootfs/usr/file").c_str(), 0755);
  // As Bazel's sandbox shows a file.
  dir_.Write("execroot/rootfs/usr/sandboxed", "real");
  dir_.Link("rootfs/usr/sandboxed", dir_.Path("execroot/rootfs/usr/sandboxed"));
  dir_.Link("via", rootfs);
  CopyDirectory(dir_.Path("via"), RootPart::kBase, &root_);
  EXPECT_EQ(Read("lib/file"), "content");
  EXPECT_EQ(fs::read_symlink(dir_.Path("root/usr/absolute")), "/usr/file");
  EXPECT_FALSE(fs::is_symlink(dir_.Path("root/usr/sandboxed")));
  EXPECT_EQ(Read("usr/sandboxed"), "real");
  EXPECT_EQ(Mode("usr/file"), 0555);
}

}  // namespace pyvenv::extract_test
