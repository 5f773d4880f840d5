#include "sandbox/process.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "base/error.h"
#include "base/signal_cleanup.h"
#include "testing/temp_dir.h"

namespace pyvenv::process_test {

using testing::TempDir;

ProcessEnd Shell(const std::string& script, Process process = {}) {
  process.command = {"/bin/sh", "-c", script};
  return RunProcess(process, Output::kKept);
}

/// While alive, standard output is a pipe that nobody reads.
class PipeAsOutput {
 public:
  PipeAsOutput() : before_(::dup(STDOUT_FILENO)) {
    std::fflush(stdout);
    EXPECT_EQ(::pipe(pipe_.data()), 0);
    ::dup2(pipe_[1], STDOUT_FILENO);
  }
  PipeAsOutput(const PipeAsOutput&) = delete;
  PipeAsOutput& operator=(const PipeAsOutput&) = delete;
  ~PipeAsOutput() {
    ::dup2(before_, STDOUT_FILENO);
    for (const int end : {pipe_[0], pipe_[1], before_}) ::close(end);
  }

 private:
  int before_;
  std::array<int, 2> pipe_{};
};

TEST(ProcessTest, StatusAndOutput) {
  const ProcessEnd end = Shell("echo out; echo err >&2; exit 7");
  EXPECT_EQ(end.status, 7);
  EXPECT_EQ(end.out, "out\nerr\n");
  EXPECT_FALSE(end.is_late);
  EXPECT_EQ(Shell("kill -SEGV $$").status, 128 + SIGSEGV);
}

TEST(ProcessTest, SurroundingsAreThoseThatAreGiven) {
  const TempDir dir;
  const ProcessEnd end = Shell("pwd; cat; /usr/bin/env | grep -v -e ^PWD -e ^_ -e ^SHLVL",
                               {.environment = {"A=b c"}, .directory = dir.path()});
  EXPECT_EQ(end.out, dir.path() + "\nA=b c\n");
}

TEST(ProcessTest, WhatCannotBeStarted) {
  const ProcessEnd end = RunProcess({.command = {"/nonexistent"}}, Output::kKept);
  EXPECT_EQ(end.status, kCannotStart);
  EXPECT_EQ(end.out, "pkg_pyvenv: error: cannot start: /nonexistent: No such file or directory\n");
}

TEST(ProcessTest, MuchOutput) {
  const ProcessEnd end = Shell("head -c 3000000 /dev/zero | tr '\\0' x");
  EXPECT_EQ(end.out, std::string(3000000, 'x'));
}

TEST(ProcessTest, OfTooMuchOutputTheStartIsKept) {
  const ProcessEnd end = Shell("head -c $((64 << 20)) /dev/zero; printf x");
  EXPECT_EQ(end.status, 0);
  EXPECT_EQ(end.out.size(), kMostKept);
  EXPECT_TRUE(end.is_cut);
  EXPECT_FALSE(Shell("head -c $((64 << 20)) /dev/zero").is_cut);
}

// They hold the output open, and one has left the process group.
TEST(ProcessTest, WhatIsLeftRunningIsEnded) {
  const TempDir dir;
  const ProcessEnd end =
      Shell("sleep 1000 & setsid sh -c 'echo $$ >" + dir.Path("pid") +
            "; exec sleep 1000' & while [ ! -s " + dir.Path("pid") + " ]; do sleep 0.01; done");
  EXPECT_EQ(end.status, 0);
  EXPECT_NE(::kill(std::atoi(dir.Read("pid").c_str()), 0), 0);
}

TEST(ProcessTest, TimeLimit) {
  const Process process = {.command = {"/bin/sh", "-c", "echo started; sleep 1000"}};
  const ProcessEnd end = RunProcess(process, Output::kKept, std::chrono::seconds(1));
  EXPECT_TRUE(end.is_late);
  EXPECT_EQ(end.out, "started\n");
}

// The kernel then tells nobody how a child has ended.
TEST(ProcessTest, WhereTheEndsOfChildrenAreIgnored) {
  ::signal(SIGCHLD, SIG_IGN);
  const ProcessEnd end =
      RunProcess({.command = {"/bin/sh", "-c", "exit 7"}}, Output::kKept, std::chrono::seconds(60));
  EXPECT_EQ(::signal(SIGCHLD, SIG_DFL), SIG_IGN) << "it was not put back";
  EXPECT_EQ(end.status, 7);
  EXPECT_FALSE(end.is_late);
}

TEST(ProcessTest, EndlessOutputHasATimeLimitToo) {
  const ProcessEnd end = RunProcess({.command = {"yes"}}, Output::kKept, std::chrono::seconds(1));
  EXPECT_TRUE(end.is_late);
  EXPECT_TRUE(end.out.starts_with("y\ny\n"));
}

TEST(ProcessTest, OutputThatNobodyTakesHasATimeLimitToo) {
  const PipeAsOutput output;
  EXPECT_TRUE(RunProcess({.command = {"yes"}}, Output::kPassed, std::chrono::seconds(1)).is_late);
}

TEST(ProcessTest, ASignalEndsIt) {
  EXPECT_EXIT(
      {
        const SignalsBlocked blocked;
        try {
          // The child tells its parent to stop.
          Shell("kill -TERM $PPID; sleep 1000");
        } catch (const Error&) {
          // It comes when it is no longer blocked.
          if (!SignalIsWaiting()) ::_exit(1);
        }
      },
      ::testing::KilledBySignal(SIGTERM), "");
}

TEST(ProcessTest, ASignalEndsItWhereNobodyTakesItsOutput) {
  EXPECT_EXIT(
      {
        const SignalsBlocked blocked;
        const PipeAsOutput output;
        try {
          RunProcess({.command = {"/bin/sh", "-c", "yes & sleep 0.5; kill -TERM $PPID; wait"}},
                     Output::kPassed);
        } catch (const Error&) {
          if (!SignalIsWaiting()) ::_exit(1);
        }
      },
      ::testing::KilledBySignal(SIGTERM), "");
}

TEST(ProcessTest, ModesHoldForRootToo) {
  const TempDir dir;
  dir.Write("unreadable", "");
  ::chmod(dir.Path("unreadable").c_str(), 0);
  EXPECT_NE(Shell("cat " + dir.Path("unreadable"), {.heeds_modes = true}).status, 0);
}

}  // namespace pyvenv::process_test
