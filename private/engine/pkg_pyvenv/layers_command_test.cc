// `pkg_pyvenv layers` and `plan`, as a user runs them.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::layers_command_test {

using testing::Execute;
using testing::Outcome;
using testing::ProgramOf;
using Strings = std::vector<std::string>;

const std::string kSite = "env/lib/python3.11/site-packages/";

// A virtual environment with the distributions six, torch and attrs.
class LayersCommandTest : public ::testing::Test {
 protected:
  LayersCommandTest() {
    temp_.Write("env/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.7\n");
    temp_.Link("env/bin/python3", "/usr/bin/python3");
    for (const std::string name : {"six", "torch", "attrs"}) {
      temp_.Write(kSite + name + ".py", std::string(name == "torch" ? 9000 : 10, 'x') + name);
      temp_.Write(kSite + name + "-1.dist-info/RECORD",
                  name + ".py,,\n" + name + "-1.dist-info/RECORD,,\n");
    }
  }

  [[nodiscard]] Outcome Run(const std::string& subcommand, const Strings& words) const {
    Strings command = {ProgramOf("PKG_PYVENV"), subcommand};
    command.insert(command.end(), words.begin(), words.end());
    return Execute(command, {.directory = temp_.path()});
  }

  [[nodiscard]] Outcome Layers(Strings flags = {}) const {
    flags.insert(flags.end(), {"env", "-o", "out", "--prefix", "/opt/venv"});
    return Run("layers", flags);
  }

  // The error of a run that fails, without the program's name.
  [[nodiscard]] std::string FaultOf(const Strings& words, int status = 1) const {
    const Outcome outcome = Run("layers", words);
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.out, "");
    const std::string start = "pkg_pyvenv: error: ";
    EXPECT_TRUE(outcome.err.starts_with(start)) << outcome.err;
    return outcome.err.substr(start.size(), outcome.err.find('\n') - start.size());
  }

  const testing::TempDir temp_;
};

TEST_F(LayersCommandTest, FilesAndTable) {
  const Outcome outcome = Layers();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(temp_.List("out"),
            (Strings{"env.external.json", "env.external.mtree", "env.external.tar", "env.main.json",
                     "env.main.mtree", "env.main.tar", "env.torch.json", "env.torch.mtree",
                     "env.torch.tar", "layers.json"}));
  EXPECT_NE(outcome.out.find("\ntorch "), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("\n3 layers "), std::string::npos) << outcome.out;
  EXPECT_EQ(outcome.err,
            "pkg_pyvenv: warning: bin/python3 leads to /usr/bin/python3, which the image has to "
            "bring (or pack it: --with-interpreter)\n");
  EXPECT_NE(
      temp_.Read("out/env.torch.mtree").find("./opt/venv/lib/python3.11/site-packages/torch.py"),
      std::string::npos);
}

TEST_F(LayersCommandTest, Index) {
  const Outcome outcome = Layers({"--json", "--owner", "7:8"});
  EXPECT_EQ(outcome.out, temp_.Read("out/layers.json"));
  for (const std::string part :
       {R"("tar": "env.torch.tar")", R"("listing": "env.main.mtree")", R"("diffID": "sha256:)",
        R"("mediaType": "application/vnd.oci.image.layer.v1.tar")", R"("User": "7:8")",
        R"("VIRTUAL_ENV=/opt/venv")", R"("/opt/venv/bin/python3")"}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " in " << outcome.out;
  }
}

TEST_F(LayersCommandTest, SameBytesWhateverTheThreadsAndTheTime) {
  ASSERT_EQ(Layers({"--jobs", "1"}).status, 0);
  const std::string torch = temp_.Read("out/env.torch.tar");
  const std::string main = temp_.Read("out/env.main.tar");
  ASSERT_EQ(Execute({"touch", temp_.Path(kSite + "torch.py")}).status, 0);
  ASSERT_EQ(Layers({"--jobs", "7"}).status, 0);
  EXPECT_EQ(temp_.Read("out/env.torch.tar"), torch);
  EXPECT_EQ(temp_.Read("out/env.main.tar"), main);
}

TEST_F(LayersCommandTest, SourceDateEpoch) {
  const Strings words = {
      ProgramOf("PKG_PYVENV"), "layers", "env", "-o", "out", "--prefix", "/opt/venv"};
  Strings command = {"env", "SOURCE_DATE_EPOCH=12"};
  command.insert(command.end(), words.begin(), words.end());
  ASSERT_EQ(Execute(command, {.directory = temp_.path()}).status, 0);
  EXPECT_NE(temp_.Read("out/env.main.mtree").find(" time=12.0"), std::string::npos);
  // What is said beats what is in the air.
  command.insert(command.end(), {"--mtime", "34"});
  ASSERT_EQ(Execute(command, {.directory = temp_.path()}).status, 0);
  EXPECT_NE(temp_.Read("out/env.main.mtree").find(" time=34.0"), std::string::npos);
}

TEST_F(LayersCommandTest, CompressedLayersReplaceTheEarlier) {
  ASSERT_EQ(Layers().status, 0);
  temp_.Write("out/mine.txt", "mine");
  ASSERT_EQ(Layers({"--compression", "zstd", "--layer-group", "x=six"}).status, 0);
  EXPECT_EQ(temp_.List("out"),
            (Strings{"env.external.json", "env.external.mtree", "env.external.tar.zst",
                     "env.main.json", "env.main.mtree", "env.main.tar.zst", "env.x.json",
                     "env.x.mtree", "env.x.tar.zst", "layers.json", "mine.txt"}));
}

// The last layer is too large for the disk, when the others are packed already.
TEST_F(LayersCommandTest, AFailureLeavesWhatWasThere) {
  ASSERT_EQ(Layers().status, 0);
  const Strings before = temp_.List("out");
  const std::string main = temp_.Read("out/env.main.tar");
  temp_.Write("env/share/large", std::string(100000, 'x'));
  const auto limited = [] {
    const rlimit limit{.rlim_cur = 50000, .rlim_max = 50000};
    return setrlimit(RLIMIT_FSIZE, &limit) == 0;
  };
  for (const std::string output : {"out", "new"}) {
    const Outcome outcome = Execute({ProgramOf("PKG_PYVENV"), "layers", "env", "-o", output},
                                    {.directory = temp_.path(), .prepare = limited});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.err.find("error: cannot write: " + output + "/env.main.tar: File too large"),
              std::string::npos)
        << outcome.err;
  }
  EXPECT_EQ(temp_.List("out"), before);
  EXPECT_EQ(temp_.Read("out/env.main.tar"), main);
  EXPECT_EQ(Execute({"test", "-e", temp_.Path("new")}).status, 1);
}

TEST_F(LayersCommandTest, Groups) {
  const Outcome outcome =
      Layers({"--layer-group", "{distribution}=six,tor*", "--layer-group", "libs=nothing"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("warning: layer libs: no distribution is called nothing\n"),
            std::string::npos);
  EXPECT_EQ(temp_.List("out").size(), 4 * 3 + 1);
}

TEST_F(LayersCommandTest, PlanMadeAndFollowed) {
  const Strings groups = {"env", "--layer-group", "{distribution}=*", "--min-layer-size", "1000"};
  const Outcome plan = Run("plan", groups);
  ASSERT_EQ(plan.status, 0) << plan.err;
  temp_.Write("plan.json", plan.out);
  EXPECT_NE(plan.out.find("\"attrs\",\n        \"six\""), std::string::npos) << plan.out;
  temp_.Write(kSite + "new.py", "new");
  temp_.Write(kSite + "new-1.dist-info/RECORD", "new.py,,\n");
  const Outcome outcome = Layers({"--plan", "plan.json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("warning: new is not in the plan, so it goes to external: pkg_pyvenv "
                             "plan --plan plan.json makes one that has it\n"),
            std::string::npos)
      << outcome.err;
  EXPECT_NE(temp_.Read("out/env.external.mtree").find("new.py"), std::string::npos);
  Strings again = groups;
  again.insert(again.end(), {"--plan", "plan.json"});
  const std::string newer = Run("plan", again).out;
  EXPECT_NE(newer.find("\"attrs\",\n        \"new\",\n        \"six\""), std::string::npos);
  // As the warning has it: the groups are the plan's.
  EXPECT_EQ(Run("plan", {"env", "--plan", "plan.json"}).out, newer);
}

TEST_F(LayersCommandTest, MoreLayersThanFilesMayBeOpen) {
  constexpr int kDistributions = 180;
  for (int i = 0; i < kDistributions; ++i) {
    const std::string name = "d" + std::to_string(i);
    temp_.Write(kSite + name + ".py", name);
    temp_.Write(kSite + name + "-1.dist-info/RECORD", name + ".py,,\n");
  }
  const auto limited = [] {
    const rlimit limit{.rlim_cur = 100, .rlim_max = 100};
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
  };
  const Outcome outcome = Execute(
      {ProgramOf("PKG_PYVENV"), "layers", "env", "-o", "out", "--layer-group", "{distribution}=d*"},
      {.directory = temp_.path(), .prepare = limited});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("warning: Docker takes at most 127 layers, and this image has 182: "
                             "--max-layers merges some\n"),
            std::string::npos)
      << outcome.err;
  EXPECT_EQ(temp_.List("out").size(), 182 * 3 + 1);
}

TEST_F(LayersCommandTest, PlanAsAnAttribute) {
  const Outcome outcome = Run("plan", {"env", "--format", "build"});
  EXPECT_NE(outcome.out.find("    \"torch\": [\n        \"torch\",\n    ],\n"), std::string::npos)
      << outcome.out;
  EXPECT_EQ(Run("plan", {"env", "--format", "x"}).status, 2);
}

TEST_F(LayersCommandTest, WhatIsNoSource) {
  EXPECT_EQ(FaultOf({"missing", "-o", "out"}), "cannot read: missing: No such file or directory");
  EXPECT_EQ(FaultOf({"env/pyvenv.cfg", "-o", "out"}),
            "cannot read: env/pyvenv.cfg: not a directory of an environment or of runfiles");
  EXPECT_EQ(FaultOf({"env/lib", "-o", "out"}),
            "cannot pack: env/lib: neither a virtual environment, which has a pyvenv.cfg, nor "
            "BINARY.runfiles, as Bazel calls its directories");
}

TEST_F(LayersCommandTest, WrongUsage) {
  EXPECT_EQ(FaultOf({"env", "-o", "out", "--layer-group", "x"}, 2),
            "--layer-group: \"x\" is not NAME=PATTERN,… (see --help)");
  EXPECT_EQ(FaultOf({"env", "-o", "out", "--layer-group", "x=six,"}, 2),
            "--layer-group: \"x=six,\" has an empty pattern (see --help)");
  EXPECT_EQ(FaultOf({"env", "-o", "env/out"}, 2), "--output: env/out lies in env (see --help)");
  EXPECT_EQ(
      FaultOf({"env", "-o", "out", "--plan", "p", "--max-layers", "3"}, 2),
      "--plan: the plan has the layers, so groups and sizes go to pkg_pyvenv plan (see --help)");
  EXPECT_EQ(FaultOf({"env", "-o", "out", "--launcher", "x"}, 2),
            "--launcher: it has no meaning for a virtual environment (see --help)");
  temp_.Write("app.runfiles/_main/app", "");
  EXPECT_EQ(FaultOf({"app.runfiles", "-o", "out", "--prefix", "/x"}, 2),
            "--prefix: it has no meaning for a runfiles directory (see --help)");
  EXPECT_EQ(FaultOf({"app.runfiles", "-o", "out", "--entrypoint", "../x"}, 2),
            "--entrypoint: \"../x\": the path has a \"..\" component (see --help)");
  EXPECT_EQ(FaultOf({"env", "-o", "out", "--name", "../x"}, 2),
            "--name: \"../x\" has a \"/\" (see --help)");
  for (const std::string flag : {"--entrypoint", "--prefix", "--name"}) {
    EXPECT_EQ(FaultOf({"env", "-o", "out", flag, "/\xff"}, 2).substr(0, flag.size()), flag);
  }
  EXPECT_EQ(FaultOf({"env", "-o", "out", "--app", "env:\xff"}, 2),
            "--app: JSON takes UTF-8 alone (see --help)");
  EXPECT_EQ(FaultOf({"env", "-o", "out", "--max-layers", "x"}, 2),
            "--max-layers: \"x\" is not a number from 0 to 18446744073709551615 (see --help)");
}

TEST_F(LayersCommandTest, OneFileOfTwoApplications) {
  temp_.Write("one/x.py", "");
  temp_.Write("two/x.py", "");
  const Outcome outcome = Layers({"--app", "one:/app", "--app", "two:/app"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(outcome.err.ends_with("path listed twice: app/x.py: it is already a file of " +
                                    temp_.Path("one/x.py") + " (" + temp_.Path("two/x.py") + ")\n"))
      << outcome.err;
}

TEST_F(LayersCommandTest, AResultThatCannotBeWritten) {
  for (const std::string words : {"plan env", "layers env -o out", "layers env -o out --json"}) {
    const Outcome outcome =
        Execute({"sh", "-c", "\"$0\" " + words + " > /dev/full", ProgramOf("PKG_PYVENV")},
                {.directory = temp_.path()});
    EXPECT_EQ(outcome.status, 1) << words;
    EXPECT_NE(outcome.err.find("error: cannot write: standard output: "), std::string::npos)
        << outcome.err;
  }
}

TEST_F(LayersCommandTest, RunfilesDirectory) {
  temp_.Write("app.runfiles/_main/app", "#!/bin/sh\n");
  const Outcome outcome =
      Run("layers", {"app.runfiles", "-o", "out", "--entrypoint", "/usr/bin/app"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(temp_.Read("out/app.main.mtree").find("./usr/bin/app type=link"), std::string::npos);
}

}  // namespace pyvenv::layers_command_test
