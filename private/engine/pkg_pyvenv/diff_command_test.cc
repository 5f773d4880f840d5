// `pkg_pyvenv diff` on layers that layer_packer, GNU tar and bsdtar have made.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "testing/command_bench.h"
#include "testing/image.h"

namespace pyvenv::diff_command_test {

using nlohmann::json;
using testing::Line;
using testing::Outcome;
using Words = std::vector<std::string>;

const std::string kSite = "app.runfiles/pip_numpy/site-packages/";

class DiffCommandTest : public ::testing::Test {
 protected:
  // A layer with a wheel of this version, which has so many bytes of code.
  std::string Wheel(const std::string& version, size_t bytes) {
    bench_.Write("code" + version, std::string(bytes, 'c'));
    bench_.Write("metadata" + version, std::string(bytes, 'm'));
    bench_.Write("same", "the same");
    return Line("file", kSite + "numpy/__init__.py", "code" + version) +
           Line("file", kSite + "numpy/core.py", "same") +
           Line("file", kSite + "numpy-" + version + ".dist-info/METADATA", "metadata" + version);
  }

  // Two builds, of which the wheel and one file of the application differ.
  void PackTwoBuilds(const std::string& compression = "none") {
    bench_.PackTo("old/app.external", Wheel("2.1.0", 2000000), compression);
    bench_.PackTo("new/app.external", Wheel("2.1.1", 2050000), compression);
    bench_.Write("main.py", "print(1)");
    const std::string tool = Line("file", "app.runfiles/_main/tool", "same");
    bench_.PackTo("old/app.main", tool + Line("file", "app.runfiles/_main/main.py", "main.py"));
    bench_.Write("main.py", "print(12)");
    bench_.PackTo("new/app.main", tool + Line("file", "app.runfiles/_main/main.py", "main.py"));
    for (const std::string build : {"old", "new"}) {
      bench_.PackTo(build + "/app.interpreter", Line("empty", "app.runfiles/python/bin/python3"));
    }
  }

  [[nodiscard]] Outcome Diff(const Words& words) const {
    Words command = {"diff"};
    command.insert(command.end(), words.begin(), words.end());
    return bench_.Run(command);
  }

  static std::string LastLines(const std::string& text) {
    return text.substr(text.rfind("\n\n") + 2);
  }

  const testing::CommandBench bench_;
};

const std::string kReasons =
    "external changed because numpy 2.1.0 became 2.1.1 (3 files, 4.1 MB).\n"
    "main changed because 1 file of _main changed (9 bytes).\n";

TEST_F(DiffCommandTest, TwoBuilds) {
  PackTwoBuilds();
  const Outcome outcome = Diff({"old", "new"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(LastLines(outcome.out), kReasons);
  EXPECT_NE(outcome.out.find("numpy 2.1.0 -> 2.1.1  +1  -1  ~1  4.1 MB"), std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("  ~ app.runfiles/_main/main.py (8 -> 9 bytes)\n"), std::string::npos);
  EXPECT_NE(outcome.out.find("  - " + kSite + "numpy-2.1.0.dist-info/METADATA (2000000 bytes)\n"),
            std::string::npos);
}

TEST_F(DiffCommandTest, ListingsAloneAreEnough) {
  PackTwoBuilds();
  bench_.Shell("rm */*.tar */*.json");
  EXPECT_EQ(LastLines(Diff({"old", "new"}).out), kReasons);
  const Outcome outcome =
      Diff({"--old", "old/app.interpreter.mtree", "--old", "old/app.external.mtree", "--old",
            "old/app.main.mtree", "--new", "new/app.interpreter.mtree", "--new",
            "new/app.main.mtree", "--new", "new/app.external.mtree"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(outcome.out.ends_with("The layers are in another order.\n")) << outcome.out;
}

TEST_F(DiffCommandTest, TarsAloneAreEnough) {
  for (const std::string compression : {"gzip", "zstd"}) {
    PackTwoBuilds(compression);
    bench_.Shell("rm */*.mtree */*.json");
    EXPECT_EQ(LastLines(Diff({"old", "new"}).out), kReasons) << compression;
    bench_.Shell("rm -r old new");
  }
}

TEST_F(DiffCommandTest, OneLayerInManyForms) {
  if (testing::MayPassOver("zstd")) GTEST_SKIP() << "no zstd; under CTest it has to be there";
  bench_.PackTo("a/layer", Wheel("1", 5000) + Line("link", "app.runfiles/l", "pip_numpy") +
                               Line("file", "app.runfiles/copy", "code1"));
  bench_.Shell(
      "gzip -c a/layer.tar > layer.tar.gz; zstd -qc a/layer.tar > layer.tar.zst;"
      "mkdir x; tar -xf a/layer.tar -C x; cp a/layer.mtree alone.mtree");
  const Outcome listing = Diff({"a/layer.tar", "alone.mtree"});
  EXPECT_EQ(listing.status, 0) << listing.out;
  EXPECT_EQ(LastLines(listing.out), "There is no difference.\n");
  for (const std::string other : {"layer.tar.gz", "layer.tar.zst"}) {
    EXPECT_EQ(Diff({"alone.mtree", other}).status, 0) << other;
    const Outcome outcome = Diff({"a/layer.tar", other});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(LastLines(outcome.out),
              "layer changed because only the compression differs (none became " +
                  std::string(other.ends_with("gz") ? "gzip" : "zstd") + ").\n");
    EXPECT_EQ(Diff({"a/layer.tar", other, "--ignore", "compression"}).status, 0);
  }
}

TEST_F(DiffCommandTest, SameTreeByOtherArchivers) {
  std::string directories;
  for (const std::string directory :
       {"app.runfiles", "app.runfiles/pip_numpy", "app.runfiles/pip_numpy/site-packages",
        "app.runfiles/pip_numpy/site-packages/numpy",
        "app.runfiles/pip_numpy/site-packages/numpy-1.dist-info"}) {
    directories += Line("directory", directory);
  }
  bench_.PackTo("a/layer",
                directories + Wheel("1", 5000) + Line("link", "app.runfiles/l", "pip_numpy"));
  bench_.Shell("mkdir x && tar -xf a/layer.tar -C x && find x -exec touch -hd @0 {} +");
  for (const std::string tar :
       {"tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu",
        "tar --sort=name --owner=0 --group=0 --format=pax", "bsdtar --uid 0 --gid 0"}) {
    if (!testing::HasCommand(tar.substr(0, tar.find(' ')))) continue;
    bench_.Shell(tar + " -cf other.tar -C x app.runfiles");
    const Outcome outcome = Diff({"a/layer.tar", "other.tar", "--ignore", "order", "--ignore",
                                  "hardlink", "--ignore", "tar"});
    EXPECT_EQ(outcome.status, 0) << tar << outcome.out;
    EXPECT_EQ(Diff({"a/layer.tar", "other.tar"}).status, 1) << tar;
  }
}

TEST_F(DiffCommandTest, ManyPaths) {
  std::string manifest;
  for (int i = 0; i < 100; ++i) manifest += Line("empty", "d/" + std::to_string(i));
  bench_.PackTo("old/a.main", Line("empty", "d/other"));
  bench_.PackTo("new/a.main", manifest);
  EXPECT_NE(Diff({"old", "new"}).out.find("  … and 71 more\n"), std::string::npos);
  const std::string few = Diff({"old", "new", "--most", "2"}).out;
  EXPECT_NE(few.find("  + d/0 (0 bytes)\n  + d/1 (0 bytes)\n  … and 99 more\n"), std::string::npos)
      << few;
}

TEST_F(DiffCommandTest, ManyParts) {
  std::string manifest = Line("directory", "app.runfiles/pip_empty/d");
  bench_.PackTo("old/a.main", "");
  for (const std::string name : {"a", "b", "c"}) {
    manifest += Line("empty", "app.runfiles/pip_" + name + "/f");
  }
  bench_.PackTo("new/a.main", manifest);
  const std::string row = "+1  -0  ~0  0 bytes\n";
  EXPECT_NE(Diff({"old", "new", "--most", "2"}).out.find(row + "  … and 1 more part\n"),
            std::string::npos);
  EXPECT_EQ(Diff({"old", "new", "--most", "3"}).out.find("more part"), std::string::npos);
}

TEST_F(DiffCommandTest, NamesCannotBreakTheTerminal) {
  bench_.PackTo("old/a.main", Line("empty", "d/x"));
  bench_.PackTo("new/a.main", Line("empty", "d/\x1b[2J\n"));
  const Outcome outcome = Diff({"old", "new"});
  EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos);
  EXPECT_NE(outcome.out.find(R"(d/\033[2J\012 (0 bytes))"), std::string::npos) << outcome.out;
}

TEST_F(DiffCommandTest, Json) {
  PackTwoBuilds();
  const Outcome outcome = Diff({"--json", "old", "new"});
  EXPECT_EQ(outcome.status, 1);
  const json diff = json::parse(outcome.out);
  EXPECT_EQ(diff["equal"], false);
  EXPECT_EQ(diff["other_order"], false);
  ASSERT_EQ(diff["layers"].size(), 3U);
  EXPECT_EQ(diff["layers"][0]["status"], "same");
  EXPECT_EQ(diff["layers"][0]["differences"], json::array());
  const json& external = diff["layers"][1];
  EXPECT_EQ(external["name"], "external");
  EXPECT_EQ(external["differences"], json({"added", "removed", "content"}));
  EXPECT_EQ(external["before"]["size"], bench_.Read("old/app.external.tar").size());
  EXPECT_EQ(external["parts"],
            json::parse(R"([{"kind": "distribution", "name": "numpy", "before": ["2.1.0"],
                             "after": ["2.1.1"], "added": 1, "removed": 1, "changed": 1,
                             "bytes": 4100000}])"));
  const json& main = diff["layers"][2];
  ASSERT_EQ(main["changes"].size(), 1U);
  EXPECT_EQ(main["changes"][0]["path"], "app.runfiles/_main/main.py");
  EXPECT_EQ(main["changes"][0]["before"]["size"], 8);
  EXPECT_EQ(main["changes"][0]["after"]["mode"], "0644");
}

TEST_F(DiffCommandTest, JsonOfNamesThatAreNoUtf8) {
  bench_.Shell(
      "mkdir t && touch t/$(printf '\\351') && tar -cf a.tar t && tar -cf b.tar -T /dev/null");
  const json diff = json::parse(Diff({"--json", "b.tar", "a.tar"}).out);
  EXPECT_EQ(diff["layers"][0]["changes"][1]["path"], "t/\xef\xbf\xbd");
}

TEST_F(DiffCommandTest, Images) {
  PackTwoBuilds("gzip");
  bench_.PackTo("base", Line("empty", "etc/passwd"));
  for (const std::string build : {"old", "new"}) {
    testing::WriteImage(bench_, "layout", build,
                        {{"base.tar", "base.json"},
                         {build + "/app.external.tar.gz", build + "/app.external.json"},
                         {build + "/app.main.tar", build + "/app.main.json"}});
  }
  const Outcome outcome = Diff({"layout:old", "layout:new"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_EQ(LastLines(outcome.out),
            "layer 2 changed because numpy 2.1.0 became 2.1.1 (3 files, 4.1 MB).\n"
            "layer 3 changed because 1 file of _main changed (9 bytes).\n");
  EXPECT_EQ(Diff({"layout:old", "layout:old"}).status, 0);
  EXPECT_NE(Diff({"layout", "layout:old"}).err.find("it has old sha256:"), std::string::npos);
}

// The layers that both have may be absent.
TEST_F(DiffCommandTest, SharedLayersAreNotRead) {
  PackTwoBuilds();
  bench_.PackTo("base", Line("empty", "etc/passwd"));
  testing::WriteImage(bench_, "a", "x",
                      {{"base.tar", "base.json"}, {"old/app.main.tar", "old/app.main.json"}});
  testing::WriteImage(bench_, "b", "x",
                      {{"base.tar", "base.json"}, {"new/app.main.tar", "new/app.main.json"}});
  const std::string blob = Diff({"--json", "a", "a"}).out;
  const std::string digest = json::parse(blob)["layers"][0]["before"]["digest"];
  bench_.Shell("rm ?/blobs/sha256/" + digest.substr(7));
  EXPECT_EQ(LastLines(Diff({"a", "b"}).out),
            "layer 2 changed because 1 file of _main changed (9 bytes).\n");
}

// One build has layers of the other, under names by which they are paired with other layers.
TEST_F(DiffCommandTest, SharedLayersOfOtherNamesAreRead) {
  bench_.PackTo("x", Line("empty", "d/x"));
  bench_.PackTo("y", Line("empty", "d/y"));
  bench_.PackTo("z", Line("empty", "d/z"));
  const auto give = [&](const std::string& layer, const std::string& place) {
    bench_.Shell("mkdir -p $(dirname " + place + "); cp " + layer + ".tar " + place + ".tar; cp " +
                 layer + ".json " + place + ".json");
  };
  give("x", "old/app.a");
  give("y", "old/app.b");
  give("y", "swapped/app.a");
  give("x", "swapped/app.b");
  EXPECT_EQ(LastLines(Diff({"old", "swapped"}).out),
            "a changed because 2 files differ (1 new, 1 gone).\n"
            "b changed because 2 files differ (1 new, 1 gone).\n");
  give("x", "one/app.a");
  give("z", "renamed/app.a");
  give("x", "renamed/app.b");
  EXPECT_EQ(LastLines(Diff({"one", "renamed"}).out),
            "a changed because 2 files differ (1 new, 1 gone).\n"
            "b is new (1 file).\n");
}

TEST_F(DiffCommandTest, WrongUsage) {
  bench_.PackTo("a", Line("empty", "d/x"));
  for (const Words& words : std::vector<Words>{{},
                                               {"a.tar"},
                                               {"a.tar", "a.tar", "a.tar"},
                                               {"--old", "a.tar"},
                                               {"a.tar", "--new", "a.tar"},
                                               {"a.tar", "a.tar", "--ignore", "content"},
                                               {"a.tar", "a.tar", "--most", "x"}}) {
    const Outcome outcome = Diff(words);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_TRUE(outcome.err.starts_with("pkg_pyvenv: error: ")) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(DiffCommandTest, WhatCannotBeReadIsTrouble) {
  bench_.PackTo("a", Line("empty", "d/x"));
  bench_.Write("text.tar", "this is not a tar, and long enough");
  for (const std::string other : {"none.tar", "text.tar"}) {
    const Outcome outcome = Diff({"a.tar", other});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find(other), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(DiffCommandTest, HelpHasExamples) {
  const Outcome outcome = Diff({"--help"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.out.find("Exit status:\n  0     there is no difference\n"), std::string::npos);
  EXPECT_NE(outcome.out.find("pkg_pyvenv diff layout:v1 layout:v2"), std::string::npos);
}

}  // namespace pyvenv::diff_command_test
