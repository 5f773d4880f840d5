#include "inspect/verify.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "pack/listing.h"
#include "testing/memory_sink.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::verify_test {

using testing::Line;
using Lines = std::vector<std::string>;

/// A layer's listing and manifest, grown entry by entry.
class LayerDraft {
 public:
  explicit LayerDraft(std::string name) : name_(std::move(name)) { Directory("r"); }

  LayerDraft& Directory(std::string_view path, uint32_t mode = 0755) {
    return List(path, MemberType::kDirectory, {}, mode);
  }
  LayerDraft& File(std::string_view path, std::string_view source, std::string_view label = {}) {
    Declare("file", path, source, label);
    return List(path, MemberType::kFile);
  }
  LayerDraft& Tree(std::string_view path, std::string_view label) {
    Declare("tree", path, "bazel-out/t", label);
    return Directory(path);
  }
  /// What is in a tree: the manifest does not name it.
  LayerDraft& Child(std::string_view path) { return List(path, MemberType::kFile); }
  LayerDraft& UndeclaredLink(std::string_view path, std::string_view text) {
    return List(path, MemberType::kLink, text);
  }
  LayerDraft& RawLink(std::string_view path, std::string_view text, std::string_view label) {
    Declare("raw_link", path, "bazel-out/l", label);
    return List(path, MemberType::kLink, text);
  }
  LayerDraft& Bazel7Link(std::string_view path, std::string_view text, std::string_view label) {
    Declare("file_or_raw_link", path, "bazel-out/l", label);
    return List(path, MemberType::kLink, text);
  }
  LayerDraft& ComputedLink(std::string_view path, std::string_view text) {
    Declare("link", path, text, {});
    return List(path, MemberType::kLink, text);
  }

  /// In Bazel 7: `text` is `target`, or that of the raw link which the symlink entry names.
  LayerDraft& SymlinkEntry(std::string_view path, std::string_view target, std::string_view text) {
    std::string line = Line("file_or_raw_link", path, "bazel-out/l", "//:entry");
    line.resize(line.size() - 2);
    manifest_ += line + R"(, "target": ")" + std::string(target) + "\"}\n";
    return List(path, MemberType::kLink, text);
  }

  [[nodiscard]] LayerToVerify Write(const testing::TempDir& temp) const {
    return {.name = name_,
            .listing = temp.Write(name_ + ".mtree", listing_.bytes()),
            .manifest = temp.Write(name_ + ".jsonl", manifest_)};
  }

 private:
  void Declare(std::string_view type, std::string_view path, std::string_view text,
               std::string_view label) {
    manifest_ += Line(type, path, text, label);
  }
  LayerDraft& List(std::string_view path, MemberType type, std::string_view link = {},
                   uint32_t mode = 0644) {
    Member member;
    member.path = path;
    member.type = type;
    member.link = link;
    member.mode = mode;
    writer_.Add(member, std::nullopt);
    return *this;
  }

  std::string name_;
  testing::MemorySink listing_;
  ListingWriter writer_{listing_};
  std::string manifest_;
};

class VerifyTest : public ::testing::Test {
 protected:
  // The lines of all findings.
  [[nodiscard]] Lines Findings(const VerificationInputs& inputs = {}) const {
    const std::vector<LayerToVerify> layers = {external_.Write(temp_), main_.Write(temp_)};
    Lines lines;
    for (const Finding& finding : VerifyUnion(layers, inputs).findings) {
      lines.push_back(FindingLine(finding));
    }
    return lines;
  }

  const testing::TempDir temp_;
  LayerDraft external_{"external"};
  LayerDraft main_{"main"};
};

TEST_F(VerifyTest, CleanUnion) {
  external_.Directory("r/a").File("r/a/f", "external/a/f").Tree("r/t", "@@a//:t").Child("r/t/x");
  main_.Directory("r/a").RawLink("r/a/raw", "f", "//:raw").ComputedLink("r/l", "a/f");
  main_.ComputedLink("r/to_raw", "a/raw").ComputedLink("r/to_tree", "t").ComputedLink("e", "r/l");
  // A directory that no layer lists is no path of theirs.
  main_.ComputedLink("usr/e", "../r/l");
  EXPECT_EQ(Findings(), Lines{});
  const std::vector<LayerToVerify> layers = {external_.Write(temp_), main_.Write(temp_)};
  EXPECT_EQ(VerificationReport(VerifyUnion(layers, {})),
            "2 layers, 11 paths, 6 links: 0 errors, 0 warnings, 0 notes\n");
}

TEST_F(VerifyTest, DanglingRawLinkIsAWarning) {
  main_.Directory("r/d").RawLink("r/d/l", "../gone/x", "//:l").Bazel7Link("r/k", "gone", "//:k");
  EXPECT_EQ(Findings(),
            (Lines{"warning: dangling link: r/d/l: \"../gone/x\" leads to r/gone, which is in no "
                   "layer (main: //:l)",
                   "warning: dangling link: r/k: \"gone\" leads to r/gone, which is in no layer "
                   "(main: //:k)"}));
}

// A distribution of stubs alone: rules_python links to a directory of which nothing is packed.
TEST_F(VerifyTest, LinkToADirectoryWithoutPackagedFilesIsAWarning) {
  main_.RawLink("r/stubs", "../r/stub_repo/site-packages/x-stubs", "//:app");
  main_.RawLink("r/stubs2", "stub_repo/site-packages/x-stubs", "//:app");
  const Lines lines = Findings();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[1].starts_with("warning: dangling link: r/stubs2: ")) << lines[1];
}

TEST_F(VerifyTest, DanglingComputedLinkIsAnError) {
  main_.ComputedLink("r/l", "gone").ComputedLink("e", "r/gone/app");
  EXPECT_EQ(Findings(),
            (Lines{"error: dangling link: r/l: \"gone\" leads to r/gone, which is in no layer; "
                   "tar_runfiles made this link, please report it (main)",
                   "error: dangling link: e: \"r/gone/app\" leads to r/gone, which is in no layer; "
                   "tar_runfiles made this link, please report it (main)"}));
}

TEST_F(VerifyTest, DanglingLinkThatNoManifestKnowsIsAnError) {
  main_.UndeclaredLink("r/l", "gone");
  const Lines lines = Findings();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].starts_with("error: dangling link: r/l: ")) << lines[0];
}

TEST_F(VerifyTest, DanglingSymlinkEntryIsAnErrorUnlessItHasTheTextOfARawLink) {
  main_.SymlinkEntry("r/l", "gone", "gone").SymlinkEntry("r/k", "gone", "nowhere");
  const Lines lines = Findings();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].starts_with("error: dangling link: r/l: ")) << lines[0];
  EXPECT_TRUE(lines[0].ends_with("(main: //:entry)")) << lines[0];
  EXPECT_TRUE(lines[1].starts_with("warning: dangling link: r/k: ")) << lines[1];
}

TEST_F(VerifyTest, ComputedLinkToADanglingRawLinkIsAWarning) {
  main_.RawLink("r/raw", "gone", "//:raw").ComputedLink("r/l", "raw");
  EXPECT_EQ(Findings(),
            (Lines{"warning: dangling link: r/raw: \"gone\" leads to r/gone, which is in no layer "
                   "(main: //:raw)",
                   "warning: dangling link: r/l: \"raw\" leads to the link r/raw, whose text "
                   "\"gone\" leads to r/gone, which is in no layer (main; main: //:raw)"}));
}

TEST_F(VerifyTest, LinkBelowAFile) {
  external_.File("r/f", "external/f");
  main_.RawLink("r/l", "f/x", "//:l");
  EXPECT_EQ(Findings(), Lines{"warning: dangling link: r/l: \"f/x\" leads below r/f, which is no "
                              "directory (main: //:l)"});
}

TEST_F(VerifyTest, LinkOutOfTheTree) {
  main_.Directory("r/d").RawLink("r/d/l", "../../r/d", "//:l").ComputedLink("e", "../x");
  main_.RawLink("r/k", "d/l", "//:k");
  EXPECT_EQ(Findings(),
            (Lines{"error: link leaves the tree: r/d/l: \"../../r/d\" leads above r (main: //:l)",
                   "error: link leaves the tree: e: \"../x\" leads above the image's root (main)",
                   "error: link leaves the tree: r/k: \"d/l\" leads to the link r/d/l, whose text "
                   "\"../../r/d\" leads above r (main: //:k; main: //:l)"}));
}

TEST_F(VerifyTest, AbsoluteLinkIsANote) {
  main_.RawLink("r/python3", "/usr/bin/python3", "//:app").ComputedLink("r/l", "python3");
  EXPECT_EQ(Findings(), Lines{"note: absolute link: r/python3: \"/usr/bin/python3\" has to be in "
                              "the image (main: //:app)"});
}

TEST_F(VerifyTest, CyclicLinks) {
  main_.RawLink("r/a", "b", "//:a").RawLink("r/b", "a", "//:b").RawLink("r/c", "a", "//:c");
  EXPECT_EQ(Findings(), (Lines{"error: cyclic link: r/a: \"b\" leads in a circle, or through more "
                               "than 40 links (main: //:a)",
                               "error: cyclic link: r/b: \"a\" leads in a circle, or through more "
                               "than 40 links (main: //:b)",
                               "error: cyclic link: r/c: \"a\" leads in a circle, or through more "
                               "than 40 links (main: //:c)"}));
}

TEST_F(VerifyTest, FileInTwoLayers) {
  external_.File("r/f", "external/x/f");
  main_.File("r/f", "bazel-out/f", "//:f");
  EXPECT_EQ(Findings(),
            Lines{"error: path twice: r/f: a file in layer external, and again in layer "
                  "main (external: external/x/f; main: //:f)"});
}

TEST_F(VerifyTest, DirectoryAndLink) {
  external_.Tree("r/t", "@@a//:t").Child("r/t/x");
  main_.RawLink("r/t", "elsewhere", "//:t");
  const Lines lines = Findings();
  // And the link dangles.
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0],
            "error: path of two types: r/t: a directory in layer external, a link in layer "
            "main (external: @@a//:t; main: //:t)");
}

TEST_F(VerifyTest, LinkAndFile) {
  external_.RawLink("r/p", "q", "//:l");
  main_.File("r/p", "pkg/p");
  EXPECT_EQ(Findings(), Lines{"error: path of two types: r/p: a link in layer external, a file in "
                              "layer main (external: //:l; main: pkg/p)"});
}

TEST_F(VerifyTest, DirectoriesOfTwoModes) {
  external_.Directory("r/d", 0755);
  main_.Directory("r/d", 0700);
  EXPECT_EQ(Findings(), Lines{"error: path twice: r/d: a directory in layer external, and again in "
                              "layer main with another mode, owner or time (external; main)"});
}

TEST_F(VerifyTest, EntryBelowALinkOfAnotherLayer) {
  external_.File("r/d/f", "external/f").File("r/d/g", "external/g");
  main_.RawLink("r/d", "e", "//:d").Directory("r/e");
  EXPECT_EQ(Findings(), (Lines{"error: path below no directory: r/d/f: r/d is a link (external: "
                               "external/f; main: //:d)",
                               "error: path below no directory: r/d/g: r/d is a link (external: "
                               "external/g; main: //:d)"}));
}

TEST_F(VerifyTest, EntryBelowAFileOfAnotherLayer) {
  external_.File("e", "external/e");
  main_.Tree("e/t", "//:t").Child("e/t/x");
  EXPECT_EQ(Findings(), Lines{"error: path below no directory: e/t: e is a file (main: //:t; "
                              "external: external/e)"});
}

TEST_F(VerifyTest, Whiteout) {
  main_.Tree("r/t", "//:t").Child("r/t/.wh.x").Child("r/.wh..wh..opq");
  EXPECT_EQ(
      Findings(),
      (Lines{"error: whiteout: r/t/.wh.x: a name that starts with \".wh.\" removes files of "
             "the layers below (main: //:t)",
             "error: whiteout: r/.wh..wh..opq: a name that starts with \".wh.\" removes files "
             "of the layers below (main)"}));
}

TEST_F(VerifyTest, WhiteoutAboveTheTree) {
  main_.Child(".wh.d/r/f");
  EXPECT_EQ(Findings(), Lines{"error: whiteout: .wh.d: a name that starts with \".wh.\" removes "
                              "files of the layers below (main)"});
}

TEST_F(VerifyTest, DistributionTwice) {
  external_.Directory("r/a/site-packages/x-1.dist-info");
  external_.File("r/a/site-packages/x-1.dist-info/METADATA", "external/a/METADATA");
  external_.Directory("r/b/site-packages/x-2.dist-info");
  external_.File("r/b/site-packages/x-2.dist-info/METADATA", "external/b/METADATA");
  EXPECT_EQ(Findings(),
            Lines{"warning: distribution twice: r/b/site-packages/x-2.dist-info: x is also at "
                  "r/a/site-packages/x-1.dist-info (external: external/b/METADATA; external: "
                  "external/a/METADATA)"});
}

TEST_F(VerifyTest, Conflicts) {
  const std::string conflicts = temp_.Write(
      "conflicts",
      R"({"path":"r/p","dropped":"pkg/a","kept":"bazel-out/b","kept_label":"//:b"})"
      "\n"
      R"({"path":"r/d/x","dropped":"bazel-out/x","dropped_label":"//:x","kept":"d","below":"r/d"})"
      "\n"
      R"({"path":"r/q","dropped":"bazel-out/1/q","dropped_label":"//:q",)"
      R"("kept":"bazel-out/2/q","kept_label":"//:q"})"
      "\n");
  EXPECT_EQ(
      Findings({.conflicts = conflicts}),
      (Lines{
          "warning: two files for one path: r/p: of two files one was left out, as Bazel "
          "does (in: //:b; left out: pkg/a)",
          "warning: two files for one path: r/q: of two files one was left out, as Bazel "
          "does (in: bazel-out/2/q; left out: bazel-out/1/q)",
          "warning: path below another entry: r/d/x: left out, since it lies below the entry r/d "
          "(in: d; left out: //:x)"}));
}

TEST_F(VerifyTest, FindingsOfTheRule) {
  main_.RawLink("r/cyclic", "cyclic", "//:l").RawLink("r/dangling", "gone", "//:l");
  const std::string findings =
      temp_.Write("findings", R"({"kind": "unmatched_pattern", "text": "x"})"
                              "\n"
                              R"({"kind": "too_many_layers", "text": "y"})");
  const Lines lines = Findings({.findings = findings});
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_TRUE(lines[0].starts_with("error: cyclic link: ")) << lines[0];
  EXPECT_EQ(lines[1], "error: too many layers: y");
  EXPECT_TRUE(lines[2].starts_with("warning: dangling link: ")) << lines[2];
  EXPECT_EQ(lines[3], "warning: pattern that matches nothing: x");
}

TEST_F(VerifyTest, DistributionInMain) {
  main_.Directory("r/_main/x/site-packages/x_y-1.dist-info");
  main_.Tree("r/_main/x/site-packages", "//x:wheel");
  main_.Child("r/_main/x/site-packages/x_y-1.dist-info/METADATA");
  external_.Directory("r/a/site-packages/z-1.dist-info");
  external_.File("r/a/site-packages/z-1.dist-info/METADATA", "external/a/METADATA");
  EXPECT_EQ(Findings({.root = "r"}),
            Lines{"warning: distribution in main: r/_main/x/site-packages: x-y is packed again "
                  "with every change of layer main; to pack them apart, add \"external\": "
                  "[\"_main/x/**\"] to layer_groups (main: //x:wheel)"});
  EXPECT_EQ(Findings(), Lines{});
}

TEST_F(VerifyTest, DistributionsInInterpreter) {
  LayerDraft interpreter("interpreter");
  for (const std::string name : {"a", "b", "c", "d", "e"}) {
    interpreter.File("r/py/site-packages/" + name + "-1.dist-info/METADATA", "py/" + name);
  }
  const std::vector<LayerToVerify> layers = {interpreter.Write(temp_)};
  const std::vector<Finding> findings = VerifyUnion(layers, {.root = "r"}).findings;
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(FindingLine(findings[0]),
            "warning: distribution in interpreter: r/py/site-packages: a, b, c and 2 more are "
            "packed again with every change of layer interpreter; to pack them apart, add "
            "\"external\": [\"py/**\"] to layer_groups (interpreter: py/a)");
}

TEST_F(VerifyTest, RootThatIsNotThere) {
  try {
    ADD_FAILURE() << Findings({.root = "r.runfiles"}).size();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "cannot verify: r.runfiles: no layer has this directory");
  }
}

TEST_F(VerifyTest, ErrorsComeFirst) {
  main_.RawLink("r/absolute", "/x", "//:l").RawLink("r/dangling", "gone", "//:l");
  main_.RawLink("r/cyclic", "cyclic", "//:l");
  const Lines lines = Findings();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[0].starts_with("error: "));
  EXPECT_TRUE(lines[1].starts_with("warning: "));
  EXPECT_TRUE(lines[2].starts_with("note: "));
}

TEST_F(VerifyTest, NamesThatWouldBreakALine) {
  main_.Tree("r/t", "//:t").Child("r/t/.wh.a\nb");
  const Lines lines = Findings();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].find("r/t/.wh.a\\012b"), std::string::npos) << lines[0];
}

// A clean union is told by the listings alone.
TEST_F(VerifyTest, ReadsManifestsOnlyForFindings) {
  external_.File("r/f", "external/f");
  LayerToVerify external = external_.Write(temp_);
  external.manifest = temp_.Path("absent");
  EXPECT_TRUE(VerifyUnion(std::vector{external}, {}).findings.empty());
  main_.File("r/f", "f");
  const std::vector<LayerToVerify> layers = {external, main_.Write(temp_)};
  EXPECT_THROW(VerifyUnion(layers, {}), Error);
}

TEST_F(VerifyTest, RefusesOtherFiles) {
  LayerToVerify layer = main_.Write(temp_);
  EXPECT_THROW(VerifyUnion(std::vector{layer}, {.conflicts = temp_.Path("absent")}), Error);
  EXPECT_THROW(VerifyUnion(std::vector{layer}, {.findings = temp_.Path("absent")}), Error);
  layer.listing = temp_.Write("text", "text");
  EXPECT_THROW(VerifyUnion(std::vector{layer}, {}), Error);
}

}  // namespace pyvenv::verify_test
