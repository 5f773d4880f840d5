// `layer_packer verify` on layers that the real layer_packer has packed.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "testing/run.h"

namespace pyvenv::verify_test {

using testing::Execute;
using testing::Line;
using testing::Outcome;
using Words = std::vector<std::string>;

class VerifyCommandTest : public ::testing::Test {
 protected:
  // Packs a layer, and keeps its listing and manifest for Verify.
  void Pack(const std::string& name, const std::string& lines) {
    bench_.Write("content", "content");
    const Outcome packed = bench_.Pack(Line("directory", "r") + lines);
    ASSERT_EQ(packed.status, 0) << packed.err;
    words_.insert(words_.end(), {"--layer", name});
    words_.push_back(bench_.Write(name + ".mtree", bench_.Read("out/layer.mtree")));
    words_.push_back(bench_.Write(name + ".jsonl", bench_.Read("layer.jsonl")));
  }

  [[nodiscard]] Outcome Verify(const Words& more = {}) const {
    Words command = {bench_.packer(), "verify", "--output", bench_.Path("report")};
    command.insert(command.end(), words_.begin(), words_.end());
    command.insert(command.end(), more.begin(), more.end());
    return Execute(command);
  }

  const testing::PackerBench bench_;
  Words words_;
};

TEST_F(VerifyCommandTest, CleanUnionIsQuiet) {
  Pack("lower", Line("file", "r/d/f", "content"));
  Pack("upper", Line("link", "r/d/l", "f") + Line("link", "e", "r/d/l"));
  const Outcome outcome = Verify();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
  EXPECT_EQ(bench_.Read("report"), "2 layers, 5 paths, 2 links: 0 errors, 0 warnings, 0 notes\n");
}

TEST_F(VerifyCommandTest, WarningsAreShownAndPass) {
  bench_.Link("raw", "nowhere");
  Pack("main", Line("raw_link", "r/raw", "raw", "//:raw"));
  const std::string finding =
      "warning: dangling link: r/raw: \"nowhere\" leads to r/nowhere, which is in no layer (main: "
      "//:raw)\n";
  const Outcome outcome = Verify();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "layer_packer: " + finding);
  EXPECT_EQ(bench_.Read("report"),
            "1 layer, 2 paths, 1 link: 0 errors, 1 warning, 0 notes\n" + finding);
}

TEST_F(VerifyCommandTest, ErrorsAreShownAndFail) {
  Pack("lower", Line("file", "r/f", "content", "//:lower"));
  Pack("upper", Line("empty", "r/f", "", "//:upper"));
  const Outcome outcome = Verify();
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err,
            "layer_packer: error: path twice: r/f: a file in layer lower, and again in layer upper "
            "(lower: //:lower; upper: //:upper)\n");
  EXPECT_NE(bench_.Read("report").find("1 error, 0 warnings"), std::string::npos);
}

TEST_F(VerifyCommandTest, NotesAreInTheReportOnly) {
  Pack("main", Line("link", "r/python3", "/usr/bin/python3"));
  const Outcome outcome = Verify();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_NE(bench_.Read("report").find("\nnote: absolute link: r/python3: "), std::string::npos);
}

TEST_F(VerifyCommandTest, ShowsTwentyOfAKind) {
  std::string lines;
  for (int i = 0; i < 25; ++i) lines += Line("link", "r/" + std::to_string(i), "nowhere");
  Pack("main", lines);
  const Outcome outcome = Verify();
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 21);
  EXPECT_TRUE(outcome.err.ends_with("layer_packer: error: dangling link: … and 5 more, all in " +
                                    bench_.Path("report") + "\n"))
      << outcome.err;
  const std::string report = bench_.Read("report");
  EXPECT_EQ(std::count(report.begin(), report.end(), '\n'), 26);
}

TEST_F(VerifyCommandTest, Conflicts) {
  Pack("main", Line("file", "r/f", "content"));
  const std::string conflicts = bench_.Write(
      "conflicts", R"({"path":"r/f","dropped":"pkg/f","kept":"bazel-out/f","kept_label":"//:f"})");
  const Outcome outcome = Verify({"--conflicts", conflicts});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("r/f: of two files one was left out, as Bazel does (in: //:f; left "
                             "out: pkg/f)"),
            std::string::npos)
      << outcome.err;
}

TEST_F(VerifyCommandTest, FindingsOfTheRule) {
  Pack("main", Line("file", "r/f", "content"));
  const std::string warning =
      bench_.Write("warning", R"({"kind": "claimed_twice", "text": "two want \"x\""})");
  Outcome outcome = Verify({"--findings", warning});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "layer_packer: warning: distribution claimed twice: two want \"x\"\n");
  const std::string error =
      bench_.Write("error", R"({"kind": "too_many_layers", "text": "128 layers"})");
  outcome = Verify({"--findings", error});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "layer_packer: error: too many layers: 128 layers\n");
  EXPECT_NE(bench_.Read("report").find("1 error, 0 warnings"), std::string::npos);
}

TEST_F(VerifyCommandTest, DistributionInMain) {
  bench_.Write("x/x-1.dist-info/METADATA", "");
  Pack("main", Line("tree", "r/_main/x/site-packages", "x", "//x"));
  EXPECT_EQ(Verify().err, "");
  const Outcome outcome = Verify({"--root", "r"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err,
            "layer_packer: warning: distribution in main: r/_main/x/site-packages: x is packed "
            "again with every change of layer main; to pack them apart, add \"external\": "
            "[\"_main/x/**\"] to layer_groups (main: //x)\n");
}

// It would be gone before it is read.
TEST_F(VerifyCommandTest, InputThatIsTheOutput) {
  Pack("lower", "");
  Pack("main", "");
  const std::string findings = bench_.Write("findings", "");
  const Words before = bench_.List(".");
  std::vector<Words> commands;
  for (const char* input : {"lower.mtree", "lower.jsonl", "main.jsonl"}) {
    commands.push_back({"verify", "--output", bench_.Path(input)});
  }
  commands.push_back({"verify", "--findings", findings, "--output", findings});
  commands.push_back({"verify", "--conflicts", findings, "--output", findings});
  commands.push_back({"report", "--output", bench_.Path("main.jsonl")});
  for (Words& command : commands) {
    command.insert(command.begin(), bench_.packer());
    command.insert(command.end(), words_.begin(), words_.end());
    const Outcome outcome = Execute(command);
    const std::string& output = command[command.size() - words_.size() - 1];
    EXPECT_EQ(outcome.status, 2) << output;
    EXPECT_EQ(outcome.err,
              "layer_packer: error: " + output + ": two flags name this file (see --help)\n");
  }
  EXPECT_EQ(bench_.List("."), before);
}

TEST_F(VerifyCommandTest, BadInputLeavesNoReport) {
  Pack("main", "");
  bench_.Write("report", "old");
  const Outcome outcome = Verify({"--layer", "x", bench_.Path("absent"), bench_.Path("absent")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "layer_packer: error: cannot read: " + bench_.Path("absent") +
                             ": No such file or directory\n");
  const Words left = bench_.List(".");
  EXPECT_EQ(std::count(left.begin(), left.end(), "report"), 0);
}

TEST_F(VerifyCommandTest, WrongUsage) {
  EXPECT_EQ(Execute({bench_.packer(), "verify"}).status, 2);
  EXPECT_EQ(Verify().status, 2);
  Pack("main", "");
  EXPECT_EQ(Verify({"--layer", "x", "y"}).status, 2);
  EXPECT_EQ(Verify({"--unknown"}).status, 2);
  EXPECT_EQ(Verify({"--help"}).status, 0);
  EXPECT_NE(Execute({bench_.packer(), "--help"}).out.find("layer_packer verify"),
            std::string::npos);
}

}  // namespace pyvenv::verify_test
