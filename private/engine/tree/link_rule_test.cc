#include "tree/link_rule.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::link_rule_test {

constexpr const char* kManifest = "bazel-out/bin/app.jsonl";
constexpr const char* kSource = "bazel-out/bin/app/x";

// An output base as Bazel lays it out, and the sources of a workspace beside it.
class LinkRuleTest : public ::testing::Test {
 protected:
  // Runs the action in `directory`; tells the raw link's text, "file" or "error".
  std::string Verdict(const std::string& directory, const std::string& source = kSource) const {
    const testing::WorkingDirectory inside(temp_.Path(directory));
    try {
      return LinkRule(kManifest).RawLinkText(source).value_or("file");
    } catch (const Error&) {
      return "error";
    }
  }

  const testing::TempDir temp_;
  const std::string root_ = temp_.MakeDirectory("base/execroot/_main");
};

// A sandbox: inputs are links to the same path below the real execution root.
class SandboxTest : public LinkRuleTest {
 protected:
  SandboxTest() { Stage(kManifest); }

  void Stage(const std::string& path) {
    temp_.Write("base/execroot/_main/" + path, "");
    temp_.Link("sandbox/1/execroot/_main/" + path, root_ + "/" + path);
  }
  void RawLink(const std::string& text) {
    temp_.Link(std::string("sandbox/1/execroot/_main/") + kSource, text);
  }
  [[nodiscard]] std::string Here() const { return Verdict("sandbox/1/execroot/_main"); }
};

TEST_F(SandboxTest, StagedFile) {
  Stage(kSource);
  EXPECT_EQ(Here(), "file");
}

TEST_F(SandboxTest, StagedFileThatIsALinkItself) {
  temp_.Write("sources/x", "");
  temp_.Link(std::string("base/execroot/_main/") + kSource, temp_.Path("sources/x"));
  RawLink(root_ + "/" + kSource);
  EXPECT_EQ(Here(), "file");
}

TEST_F(SandboxTest, RelativeRawLinks) {
  RawLink("../../../nowhere");
  EXPECT_EQ(Here(), "../../../nowhere");
}

TEST_F(SandboxTest, RelativeRawLinkToAStagedInput) {
  Stage("bazel-out/bin/app/y");
  RawLink("y");
  EXPECT_EQ(Here(), "y");
}

TEST_F(SandboxTest, AbsoluteRawLinks) {
  RawLink("/usr/bin/no-such-python3");
  EXPECT_EQ(Here(), "/usr/bin/no-such-python3");
}

TEST_F(SandboxTest, AbsoluteRawLinkToWhatIsThere) {
  const std::string python = temp_.Write("usr/bin/python3", "");
  RawLink(python);
  EXPECT_EQ(Here(), python);
}

TEST_F(SandboxTest, LinkIntoTheRealExecutionRootOrOutputBase) {
  RawLink(root_ + "/bazel-out/bin/other");
  EXPECT_EQ(Here(), "file");
  const testing::TempDir other;
  temp_.Link("sandbox/1/execroot/_main/second", temp_.Path("base/external/repo/f"));
  EXPECT_EQ(Verdict("sandbox/1/execroot/_main", "second"), "file");
}

// The local strategy: the execution root itself, whose top level links to the sources.
class LocalTest : public LinkRuleTest {
 protected:
  LocalTest() {
    temp_.Write(std::string("base/execroot/_main/") + kManifest, "");
    temp_.Write("work/space/pkg/f.py", "");
    temp_.Write("work/space/README.md", "");
    temp_.Write("base/external/repo/g.py", "");
    temp_.Link("base/execroot/_main/pkg", temp_.Path("work/space/pkg"));
    temp_.Link("base/execroot/_main/README.md", temp_.Path("work/space/README.md"));
    temp_.Link("base/execroot/_main/external/repo", temp_.Path("base/external/repo"));
  }
  void Input(const std::string& text) {
    temp_.Link(std::string("base/execroot/_main/") + kSource, text);
  }
  [[nodiscard]] std::string Here() const { return Verdict("base/execroot/_main"); }
};

TEST_F(LocalTest, PlainFileAndDirectory) {
  temp_.Write(std::string("base/execroot/_main/") + kSource, "");
  EXPECT_EQ(Here(), "file");
  EXPECT_EQ(Verdict("base/execroot/_main", "bazel-out/bin"), "file");
}

TEST_F(LocalTest, MissingInputIsAnError) {
  EXPECT_EQ(Here(), "error");
}

TEST_F(LocalTest, TargetFileInTheOutputs) {
  temp_.Write("base/execroot/_main/bazel-out/bin/y", "");
  Input(root_ + "/bazel-out/bin/y");
  EXPECT_EQ(Here(), "file");
}

TEST_F(LocalTest, TargetFileInAnExternalRepository) {
  Input(temp_.Path("base/external/repo/g.py"));
  EXPECT_EQ(Here(), "file");
}

TEST_F(LocalTest, TargetFileInTheSources) {
  Input(temp_.Path("work/space/pkg/f.py"));
  EXPECT_EQ(Here(), "file");
}

TEST_F(LocalTest, TargetFileAtTheTopOfTheSources) {
  Input(temp_.Path("work/space/README.md"));
  EXPECT_EQ(Here(), "file");
}

// The output base goes by another name than the working directory's physical one.
TEST_F(LocalTest, TargetFileThroughALinkedOutputBase) {
  temp_.Link("alias", temp_.Path("base"));
  temp_.Write("base/execroot/_main/bazel-out/bin/y", "");
  Input(temp_.Path("alias/execroot/_main/bazel-out/bin/y"));
  EXPECT_EQ(Here(), "file");
}

TEST_F(LocalTest, AbsoluteLinkElsewhereIsRaw) {
  const std::string python = temp_.Write("usr/bin/python3", "");
  Input(python);
  EXPECT_EQ(Here(), python);
}

TEST_F(LocalTest, AbsoluteDanglingLinkIsRaw) {
  Input("/opt/no-such-python/bin/python3");
  EXPECT_EQ(Here(), "/opt/no-such-python/bin/python3");
}

// A checked-in link to the same program, at the end of the same path, proves nothing.
TEST_F(LocalTest, SourceThatLinksToTheSameFileElsewhere) {
  const std::string python = temp_.Write("usr/bin/python3", "");
  temp_.Link("work/space/pkg/python3", python);
  temp_.Link("work/space/bin/python3", python);
  temp_.Link("base/execroot/_main/bin", temp_.Path("work/space/bin"));
  Input(python);
  EXPECT_EQ(Here(), python);
}

TEST_F(LocalTest, RelativeDanglingLinkIsRaw) {
  Input("../../../../../python/bin/python3");
  EXPECT_EQ(Here(), "../../../../../python/bin/python3");
}

TEST_F(LocalTest, RelativeLinkLoopIsRaw) {
  Input("x");
  EXPECT_EQ(Here(), "x");
}

// A venv's link to a package of which the build has made a part, such as its .pyc files.
TEST_F(LocalTest, RelativeLinkToADirectoryIsRaw) {
  temp_.Write("base/execroot/_main/bazel-out/bin/app/y/part.pyc", "");
  Input("y");
  EXPECT_EQ(Here(), "y");
}

TEST_F(LocalTest, RelativeLinkToAFileIsAmbiguous) {
  temp_.Write("base/execroot/_main/bazel-out/bin/app/y", "");
  Input("y");
  EXPECT_EQ(Here(), "error");
  const testing::WorkingDirectory inside(root_);
  try {
    (void)LinkRule(kManifest).RawLinkText(kSource);
    FAIL();
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find(kSource), std::string::npos);
    EXPECT_NE(text.find("sandbox"), std::string::npos);
    EXPECT_NE(text.find("Bazel 8"), std::string::npos);
  }
}

// A remote worker: plain files; only raw links are links.
class RemoteTest : public LinkRuleTest {
 protected:
  RemoteTest() { temp_.Write(std::string("worker/17/") + kManifest, ""); }
};

TEST_F(RemoteTest, Files) {
  temp_.Write(std::string("worker/17/") + kSource, "");
  EXPECT_EQ(Verdict("worker/17"), "file");
}

TEST_F(RemoteTest, RawLinks) {
  const std::string python = temp_.Write("usr/bin/python3", "");
  temp_.Link("worker/17/a", "../../nowhere");
  temp_.Link("worker/17/b", python);
  EXPECT_EQ(Verdict("worker/17", "a"), "../../nowhere");
  EXPECT_EQ(Verdict("worker/17", "b"), python);
}

TEST_F(RemoteTest, RelativeLinkToADirectoryIsRaw) {
  temp_.Write("worker/17/y/z", "");
  temp_.Link("worker/17/a", "y");
  EXPECT_EQ(Verdict("worker/17", "a"), "y");
}

TEST_F(RemoteTest, RelativeRawLinkToAnInput) {
  temp_.Write("worker/17/y", "");
  temp_.Link("worker/17/a", "y");
  EXPECT_EQ(Verdict("worker/17", "a"), "y");
}

TEST_F(RemoteTest, DirectoryThatLooksLikeALocalOneIsAmbiguous) {
  temp_.Write(std::string("worker/execroot/17/") + kManifest, "");
  temp_.Write("worker/execroot/17/y", "");
  temp_.Link("worker/execroot/17/a", "y");
  EXPECT_EQ(Verdict("worker/execroot/17", "a"), "error");
}

}  // namespace pyvenv::link_rule_test
