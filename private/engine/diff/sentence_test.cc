#include "diff/sentence.h"

#include <gtest/gtest.h>

#include "testing/build.h"

namespace pyvenv::sentence_test {

using testing::FileMember;
using testing::LayerInMemory;
using testing::LinkMember;
using Members = std::vector<LayerMember>;

// The files of a wheel in its repository of a runfiles tree.
Members Wheel(const std::string& name, const std::string& version, const std::string& content) {
  const std::string site = "app.runfiles/pip_" + name + "/site-packages/";
  return {FileMember(site + name + "/__init__.py", content),
          FileMember(site + name + "/core.py", "the same"),
          FileMember(site + name + "-" + version + ".dist-info/METADATA", "of " + version)};
}

Members operator+(Members a, const Members& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::vector<std::string> Reasons(const std::vector<LayerInMemory>& before,
                                 const std::vector<LayerInMemory>& after) {
  BuildContents old_build;
  BuildContents new_build;
  Fill(before, &old_build);
  Fill(after, &new_build);
  const BuildDiff diff = CompareBuilds(old_build, new_build, 0);
  std::vector<std::string> reasons;
  for (const LayerDiff& layer : diff.layers) {
    if (layer.differences != 0) reasons.push_back(Reason(diff, layer));
  }
  return reasons;
}

std::string ReasonOf(const Members& before, const Members& after, const LayerIdentity& old = {},
                     const LayerIdentity& now = {}) {
  const std::vector<std::string> reasons =
      Reasons({{.name = "external", .members = before, .identity = old}},
              {{.name = "external", .members = after, .identity = now}});
  return reasons.size() == 1 ? reasons.front() : std::to_string(reasons.size()) + " reasons";
}

TEST(SentenceTest, AnotherVersion) {
  EXPECT_EQ(ReasonOf(Wheel("numpy", "2.1.0", "old"), Wheel("numpy", "2.1.1", "new!")),
            "external changed because numpy 2.1.0 became 2.1.1 (3 files, 12 bytes).");
}

TEST(SentenceTest, VersionThatIsNotKnownAnyMore) {
  const std::string site = "venv/lib/python3.11/site-packages/";
  const LayerMember other = FileMember(site + "x-1.dist-info/METADATA");
  EXPECT_EQ(ReasonOf({other, FileMember(site + "numpy/__init__.py", "x"),
                      FileMember(site + "numpy-2.1.0.dist-info/METADATA")},
                     {other, FileMember(site + "numpy/__init__.py", "y")}),
            "external changed because 2 files of numpy 2.1.0 differ (1 gone, 1 changed, 1 byte).");
}

TEST(SentenceTest, VersionsComeFirstThenTheLargest) {
  EXPECT_EQ(ReasonOf(Wheel("a", "1", "x") + Wheel("b", "1", "x") + Wheel("c", "1", "x"),
                     Wheel("a", "1", std::string(5000, 'y')) + Wheel("b", "2", "y") +
                         Wheel("c", "1", "yy") + Wheel("d", "1", "y")),
            "external changed because b 1 became 2 (3 files, 5 bytes), 1 file of a 1 changed (5.0 "
            "kB), d 1 is new (3 files, 13 bytes) and 1 file of c 1 changed (2 bytes).");
}

TEST(SentenceTest, ManyParts) {
  Members before;
  Members after;
  for (const char name : std::string("abcdefg")) {
    before = before + Wheel(std::string(1, name), "1", "x");
    after = after + Wheel(std::string(1, name), "2", std::string(name, 'x'));
  }
  EXPECT_EQ(
      ReasonOf(before, after),
      "external changed because g 1 became 2 (3 files, 107 bytes), f 1 became 2 (3 files, 106 "
      "bytes), e 1 became 2 (3 files, 105 bytes) and 4 more parts changed (12 files, 410 "
      "bytes).");
}

TEST(SentenceTest, DistributionsThatComeAndGo) {
  EXPECT_EQ(ReasonOf(Wheel("a", "1", "x"), Wheel("a", "1", "x") + Wheel("b", "2", "x")),
            "external changed because b 2 is new (3 files, 13 bytes).");
  EXPECT_EQ(ReasonOf(Wheel("a", "1", "x") + Wheel("b", "2", "x"), Wheel("a", "1", "x")),
            "external changed because b 2 is gone (3 files).");
}

TEST(SentenceTest, DistributionsThatGoElsewhere) {
  const Members a = Wheel("a", "1", "x");
  const Members b = Wheel("b", "2", "x");
  EXPECT_EQ(Reasons({{.name = "external", .members = a + b}, {.name = "science", .members = {}}},
                    {{.name = "external", .members = a}, {.name = "science", .members = b}}),
            (std::vector<std::string>{
                "external changed because b 2 went to layer science (3 files).",
                "science changed because b 2 came from layer external (3 files, 13 bytes)."}));
}

TEST(SentenceTest, OwnFiles) {
  const Members before = {FileMember("app.runfiles/_main/a.py", "x"),
                          FileMember("app.runfiles/_main/b.py", "x")};
  EXPECT_EQ(
      ReasonOf(before, {FileMember("app.runfiles/_main/a.py", "xy"),
                        FileMember("app.runfiles/_main/c.py", "x")}),
      "external changed because 3 files of _main differ (1 new, 1 gone, 1 changed, 3 bytes).");
  EXPECT_EQ(ReasonOf({FileMember("etc/a", "x")}, {FileMember("etc/a", "y")}),
            "external changed because 1 file changed (1 byte).");
  EXPECT_EQ(ReasonOf({}, {testing::DirectoryMember("etc")}),
            "external changed because 1 directory is new.");
}

// As in the main layer of a program whose wheel changes.
TEST(SentenceTest, LinkToADistInfo) {
  const std::string site = "app.runfiles/_main/app.venv/lib/python3.11/site-packages/";
  EXPECT_EQ(ReasonOf({LinkMember(site + "numpy-2.1.0.dist-info", "x")},
                     {LinkMember(site + "numpy-2.1.1.dist-info", "x")}),
            "external changed because numpy 2.1.0 became 2.1.1 (2 files).");
}

TEST(SentenceTest, Metadata) {
  LayerMember a = FileMember("a");
  LayerMember b = FileMember("b");
  const Members before = {a, b, testing::DirectoryMember("d")};
  a.mode = b.mode = 0755;
  EXPECT_EQ(ReasonOf(before, {a, b, before[2]}),
            "external changed because 2 files changed mode (0644 became 0755).");
  a.mode = 0600;
  EXPECT_EQ(ReasonOf(before, {a, b, before[2]}), "external changed because 2 files changed mode.");
  Members after = before;
  for (LayerMember& member : after) member.mtime = 7;
  after[0].uid = 65532;
  EXPECT_EQ(ReasonOf(before, after),
            "external changed because 1 file changed owner (0:0 became 65532:0) and 3 entries "
            "changed time (0 became 7).");
}

TEST(SentenceTest, Storage) {
  const Members members = {FileMember("a", "x"), FileMember("b", "x")};
  EXPECT_EQ(ReasonOf(members, {members[1], members[0]}),
            "external changed because the order of members changed (1 moved).");
  LayerMember link = members[1];
  link.hard_link = "a";
  EXPECT_EQ(ReasonOf(members, {members[0], link}),
            "external changed because 1 file is stored as another hard link, or copy.");
  EXPECT_EQ(
      ReasonOf(members, members, {.digest = "1", .diff_id = "1"}, {.digest = "2", .diff_id = "2"}),
      "external changed because the tar is written in another way (its members are the "
      "same).");
}

TEST(SentenceTest, Compression) {
  const auto reason = [](const std::string& old_kind, const std::string& old_encoder,
                         const std::string& new_kind, const std::string& new_encoder) {
    const Members members = {FileMember("a")};
    return ReasonOf(
        members, members,
        {.digest = "1", .diff_id = "0", .compression = old_kind, .encoder = old_encoder},
        {.digest = "2", .diff_id = "0", .compression = new_kind, .encoder = new_encoder});
  };
  const std::string start = "external changed because only the compression differs (";
  EXPECT_EQ(reason("none", "", "zstd", "zstd 1.5.4"), start + "none became zstd).");
  EXPECT_EQ(reason("zstd", "zstd 1.5.4", "zstd", "zstd 1.5.5"),
            start + "encoder zstd 1.5.4 became zstd 1.5.5).");
  EXPECT_EQ(reason("zstd", "zstd 1.5.4", "zstd", "zstd 1.5.4"), start + "level of zstd 1.5.4).");
  EXPECT_EQ(reason("gzip", "", "gzip", ""), start + "level or encoder).");
}

TEST(SentenceTest, WholeLayers) {
  const LayerInMemory kept{.name = "main", .members = {FileMember("m")}};
  const LayerInMemory other{.name = "torch\x1b", .members = Wheel("torch", "2", "x")};
  EXPECT_EQ(Reasons({kept}, {kept, other}),
            (std::vector<std::string>{R"(torch\033 is new (3 files, 13 bytes).)"}));
  EXPECT_EQ(Reasons({kept, other}, {kept}),
            (std::vector<std::string>{R"(torch\033 is gone (3 files, 13 bytes).)"}));
  const LayerInMemory renamed{.name = "science", .members = Wheel("torch", "2", "y")};
  EXPECT_EQ(Reasons({kept, other}, {kept, renamed}),
            (std::vector<std::string>{"science, once torch\\033, changed because 1 file of torch 2 "
                                      "changed (1 byte)."}));
}

}  // namespace pyvenv::sentence_test
