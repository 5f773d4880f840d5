#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::testing::launcher_test {

using ::testing::HasSubstr;

/// A directory with the launcher at `app`, a shell script among its runfiles, and records that
/// start it.
class LauncherTest : public ::testing::Test {
 protected:
  LauncherTest() {
    std::ifstream source(std::getenv("LAUNCHER"), std::ios::binary);
    std::ofstream(bench_.Path("app"), std::ios::binary) << source.rdbuf();
    MakeExecutable("app");
    bench_.Write("app.runfiles/say",
                 "#!/bin/sh\necho \"$$ $RUNFILES_DIR ${RUNFILES_MANIFEST_FILE-none} $A\"\n"
                 "for argument in \"$0\" \"$@\"; do echo \"$argument\"; done\n");
    MakeExecutable("app.runfiles/say");
    WriteRecords({"runfile say", "argument -x y", "runfile say", "variable A=a = b\nc"});
  }

  void MakeExecutable(std::string_view name) { chmod(bench_.Path(name).c_str(), 0755); }

  void WriteRecords(const std::vector<std::string>& records) {
    std::string content;
    for (const std::string& record : records) content.append(record).push_back('\0');
    bench_.Write("app.launch", content);
  }

  /// Runs it with no environment but `variables`.
  static Outcome Run(const std::string& program, const std::vector<std::string>& arguments = {},
                     const std::vector<std::string>& variables = {},
                     const Surroundings& surroundings = {}) {
    std::vector<std::string> command = {"/usr/bin/env", "-i"};
    command.insert(command.end(), variables.begin(), variables.end());
    command.push_back(program);
    command.insert(command.end(), arguments.begin(), arguments.end());
    return Execute(command, surroundings);
  }

  void ExpectFailure(int status, const std::string& text) {
    const Outcome outcome = Run(app_);
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, app_ + ": " + text + "\n");
  }

  TempDir bench_;
  std::string app_ = bench_.Path("app");
  std::string runfiles_ = app_ + ".runfiles";
  std::string records_ = app_ + ".launch";
};

TEST_F(LauncherTest, ReplacesItselfWithArgumentsAndEnvironment) {
  int pid = 0;
  const Outcome outcome =
      Run(app_, {"one", "", "two words"}, {}, {.during = [&](int child) { pid = child; }});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out, std::to_string(pid) + " " + runfiles_ + " none a = b\nc\n" + runfiles_ +
                             "/say\n-x y\n" + runfiles_ + "/say\none\n\ntwo words\n");
}

TEST_F(LauncherTest, EnvironmentWinsOverVariablesButNotOverItsPlace) {
  const Outcome outcome =
      Run(app_, {}, {"A=own", "RUNFILES_DIR=/no", "RUNFILES_MANIFEST_FILE=/no/MANIFEST"});
  EXPECT_THAT(outcome.out, HasSubstr(" " + runfiles_ + " none own\n"));
}

TEST_F(LauncherTest, LinksOfAnyKindLeadToIt) {
  bench_.Link("links/relative", "../app");
  bench_.Link("links/absolute", app_);
  bench_.Link("more/chain", "../links/relative");
  bench_.Link("directory", "links");
  for (const char* link : {"links/relative", "links/absolute", "more/chain", "directory/relative"})
    EXPECT_THAT(Run(bench_.Path(link)).out, HasSubstr(" " + runfiles_ + " none")) << link;
  EXPECT_THAT(Run("links/relative", {}, {}, {.directory = bench_.path()}).out,
              HasSubstr(" " + runfiles_ + " none"));
}

TEST_F(LauncherTest, HardLinkIsALauncherOfItsOwn) {
  ASSERT_EQ(link(app_.c_str(), bench_.Path("second").c_str()), 0);
  bench_.Link("second.runfiles", "app.runfiles");
  bench_.Link("second.launch", "app.launch");
  EXPECT_THAT(Run(bench_.Path("second")).out, HasSubstr(bench_.Path("second.runfiles") + "/say\n"));
}

TEST_F(LauncherTest, ProgramOutsideTheRunfiles) {
  WriteRecords({"argument /bin/echo", "runfile say"});
  EXPECT_EQ(Run(app_, {"x"}).out, runfiles_ + "/say x\n");
  WriteRecords({"argument /nowhere/python3"});
  ExpectFailure(127, "/nowhere/python3: No such file or directory");
}

TEST_F(LauncherTest, WhatIsMissing) {
  WriteRecords({"runfile say", "runfile stage2"});
  ExpectFailure(127, runfiles_ + "/stage2: No such file or directory");
  WriteRecords({"runfile say/x"});
  ExpectFailure(127, runfiles_ + "/say/x: Not a directory");
  bench_.Write("app.runfiles/say", "#!/nowhere/sh\n");
  WriteRecords({"runfile say"});
  ExpectFailure(
      127, runfiles_ + "/say: the image lacks what loads it, such as the ld-linux.so of its libc");
  unlink(records_.c_str());
  ExpectFailure(127, records_ + ": No such file or directory");
}

TEST_F(LauncherTest, WhatIsUnusable) {
  bench_.Write("app.runfiles/text", "");
  WriteRecords({"runfile text"});
  ExpectFailure(126, runfiles_ + "/text: Permission denied");
  MakeExecutable("app.runfiles/text");
  ExpectFailure(126, runfiles_ + "/text: Exec format error");
}

TEST_F(LauncherTest, RecordsThatAreNone) {
  const std::string unknown = records_ + ": has a record that no launcher of this version knows";
  for (const char* record : {"runfiles say", "runfile", "", "variable A"}) {
    WriteRecords({"runfile say", record});
    ExpectFailure(126, unknown);
  }
  WriteRecords({"variable A=b"});
  ExpectFailure(126, records_ + ": names no program");
  bench_.Write("app.launch", "");
  ExpectFailure(126, records_ + ": names no program");
  bench_.Write("app.launch", "runfile say");
  ExpectFailure(126, records_ + ": ends within a record");
}

}  // namespace pyvenv::testing::launcher_test
