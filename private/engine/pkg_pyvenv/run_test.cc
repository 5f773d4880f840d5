// `pkg_pyvenv run` on small images of shell scripts. The program's own machine lends the shell.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "testing/image.h"
#include "testing/run.h"

namespace pyvenv::run_test {

namespace fs = std::filesystem;
using testing::Execute;
using testing::Outcome;
using testing::ProgramOf;
using testing::TempDir;
using Words = std::vector<std::string>;

class RunTest : public ::testing::Test {
 protected:
  RunTest() {
    dir_.MakeDirectory("tmp");
    dir_.MakeDirectory("in");
    ::setenv("TMPDIR", dir_.Path("tmp").c_str(), 1);
  }
  ~RunTest() override {
    ::unsetenv("TMPDIR");
    EXPECT_EQ(dir_.List("tmp"), Words()) << "something was left behind";
  }

  // Packs what was written into `in` as a layer of root.
  std::string Pack(const std::string& name, const Words& flags = {}) const {
    const std::string tar = dir_.Path(name);
    Words command = {"tar", "-cf", tar, "--numeric-owner", "--owner=0", "--group=0"};
    command.insert(command.end(), flags.begin(), flags.end());
    command.insert(command.end(), {"-C", dir_.Path("in"), "."});
    EXPECT_EQ(Execute(command).status, 0);
    fs::remove_all(dir_.Path("in"));
    dir_.MakeDirectory("in");
    return tar;
  }

  std::string Program(const std::string& script, const std::string& name = "entrypoint") const {
    ::chmod(dir_.Write("in/" + name, "#!/bin/sh\n" + script).c_str(), 0755);
    return Pack("program.tar");
  }

  // Of one layer, in "layout".
  void WriteImage(const std::string& tar, const std::string& tag,
                  const nlohmann::json& how_to_start) const {
    const std::string digest = "sha256:" + Execute({"sha256sum", tar}).out.substr(0, 64);
    dir_.Write(
        "layer.json",
        R"({"mediaType": "application/vnd.oci.image.layer.v1.tar", "diffID": ")" + digest + "\"}");
    testing::WriteImage(dir_, "layout", tag, {{fs::path(tar).filename().string(), "layer.json"}},
                        how_to_start);
  }

  static Words Command(const Words& words) {
    Words command = {ProgramOf("PKG_PYVENV"), "run"};
    command.insert(command.end(), words.begin(), words.end());
    return command;
  }

  // With a shell and a few tools of this machine, and nothing else.
  static Words WithShell(Words words) {
    const Words shell = {"--base-from-host=libraries", "--host-file=/bin/sh",
                         "--host-file=/bin/cat", "--host-file=/usr/bin/env",
                         "--host-file=/usr/bin/id"};
    words.insert(words.begin(), shell.begin(), shell.end());
    return words;
  }
  static Outcome Run(const Words& words) { return Execute(Command(WithShell(words))); }

  // As on a machine that allows no namespaces.
  [[nodiscard]] Outcome RunUnisolated(const Words& words) const {
    ::chmod(dir_.Write("bin/bwrap", "#!/bin/sh\necho 'bwrap: not permitted' >&2\nexit 1\n").c_str(),
            0755);
    Words command = {"env", "PATH=" + dir_.Path("bin") + ":" + std::getenv("PATH")};
    const Words run = Command(words);
    command.insert(command.end(), run.begin(), run.end());
    return Execute(command);
  }

  const TempDir dir_;
};

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::string kPassed =
    "pkg_pyvenv: passed: as 29717:53061, on a read-only root, without a network, ";

TEST_F(RunTest, NothingIsThereButWhatIsGiven) {
  const Outcome outcome = Run({Program("echo \"$@\"; id; env; cd /; echo *; echo /usr/*"),
                               "--env=A=b c", "--", "one", "two three"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, kPassed + "with libraries and files of this machine\n");
  EXPECT_TRUE(outcome.out.starts_with("one two three\nuid=29717 gid=53061"));
  EXPECT_TRUE(Contains(outcome.out, "\nA=b c\n"));
  EXPECT_FALSE(Contains(outcome.out, "PATH"));
  EXPECT_FALSE(Contains(outcome.out, " tmp"));
  EXPECT_FALSE(Contains(outcome.out, "work"));
  EXPECT_TRUE(Contains(outcome.out, " proc ")) << outcome.out;
}

TEST_F(RunTest, WhatIsLentIsSaid) {
  const std::string layer = Program("");
  dir_.MakeDirectory("base");
  Execute({"sh", "-c", "cp -L --parents /bin/sh $(ldd /bin/sh | grep -o '/[^ ]*') \"$0\"",
           dir_.Path("base")});
  const auto said = [&](const std::string& flag) {
    return Execute(Command({layer, "--base", dir_.Path("base"), flag})).err;
  };
  EXPECT_EQ(said("--tmp"), kPassed + "nothing of this machine in sight\n");
  EXPECT_EQ(said("--base-from-host=usr"), kPassed + "with /usr of this machine\n");
  EXPECT_EQ(said("--base-from-host=libraries"), kPassed + "with libraries of this machine\n");
  EXPECT_EQ(said("--host-file=/bin/cat"), kPassed + "with files of this machine\n");
}

TEST_F(RunTest, NothingCanBeWritten) {
  const std::string layer = Program("echo x >/file || echo x >/tmp/file");
  Outcome outcome = Run({layer});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(Contains(outcome.err, "Read-only file system"));
  EXPECT_TRUE(Contains(outcome.err, "\npkg_pyvenv: FAILED: exit status 2, expected 0\n"));
  outcome = Run({layer, "--tmp"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
}

TEST_F(RunTest, NoOtherProcessIsSeen) {
  const Outcome outcome = Run({Program("cd /proc; echo [0-9]*; cat /proc/net/route")});
  EXPECT_TRUE(outcome.out.starts_with("1 2\n")) << outcome.out;
  EXPECT_TRUE(outcome.out.ends_with(
      "MTU\tWindow\tIRTT                                                       \n"))
      << outcome.out;
}

TEST_F(RunTest, WhatOnlyTheRightUserMayRead) {
  dir_.Write("in/secret", "secret");
  ::chmod(dir_.Path("in/secret").c_str(), 0600);
  const std::string layer = Pack("secret.tar");
  const std::string program = Program("cat /secret");
  EXPECT_TRUE(Contains(Run({layer, program}).err, "/secret: Permission denied"));
  EXPECT_EQ(Run({layer, program, "--user=0:0"}).out, "secret");
}

TEST_F(RunTest, TheConfigSaysHowItStarts) {
  const std::string layer = Program("pwd; id -u; echo $A \"$@\"", "srv/app");
  const std::string config =
      dir_.Write("config.json", R"({"Entrypoint": ["/srv/app", "first"], "Cmd": ["cmd"],
      "Env": ["A=a", "B=b"], "WorkingDir": "/srv", "User": "7:8"})");
  EXPECT_EQ(Run({layer, "--config", config}).out, "/srv\n7\na first cmd\n");
  EXPECT_EQ(Run({layer, "--config", config, "--env=A=c", "--user=9", "--", "x"}).out,
            "/srv\n9\nc first x\n");
}

TEST_F(RunTest, Expectations) {
  const std::string layer = Program("echo hello; exit 3");
  const std::string output = dir_.Write("out", "hello\n");
  EXPECT_EQ(
      Run({layer, "--expect-status=3", "--expect-contains=ell", "--expect-stdout", output}).status,
      0);
  const Outcome outcome = Run({layer, "--expect-contains=x", "--expect-stdout=/dev/null"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "hello\n");
  EXPECT_EQ(outcome.err,
            "pkg_pyvenv: FAILED: exit status 3, expected 0\n"
            "pkg_pyvenv: FAILED: standard output is not that of /dev/null: line 1: \"hello\", "
            "expected the end\n"
            "pkg_pyvenv: FAILED: standard output lacks \"x\"\n");
}

TEST_F(RunTest, TimeLimit) {
  const Outcome outcome = Run({Program("cat </dev/zero >/dev/null"), "--timeout=1"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "pkg_pyvenv: FAILED: it did not end in time and was killed\n");
}

TEST_F(RunTest, ASlowReaderGetsAll) {
  Words command = {"sh", "-c", "\"$@\" | { sleep 0.5; wc -c; }", "sh"};
  const Words run = Command({"--base-from-host=usr", Program("head -c 300000 /dev/zero")});
  command.insert(command.end(), run.begin(), run.end());
  EXPECT_EQ(Execute(command).out, "300000\n");
}

TEST_F(RunTest, WithoutStandardOutput) {
  Words command = {"sh", "-c", "exec timeout 60 \"$@\" >&-", "sh"};
  const Words run = Command(WithShell({Program("echo lost")}));
  command.insert(command.end(), run.begin(), run.end());
  const Outcome outcome = Execute(command);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
}

TEST_F(RunTest, ASignalLeavesNothing) {
  const std::string layer = Program("echo started; cat </dev/zero >/dev/null");
  const Outcome outcome =
      Execute({"sh", "-c",
               "\"$@\" >out & pid=$!; until grep -q started out || ! kill -0 $pid; do sleep 0.01; "
               "done; kill -TERM $pid; wait $pid",
               "sh", ProgramOf("PKG_PYVENV"), "run", "--base-from-host=usr", layer},
              {.directory = dir_.path()});
  EXPECT_EQ(outcome.status, 128 + SIGTERM);
}

TEST_F(RunTest, BasesLieBelowTheLayers) {
  dir_.Write("in/etc/one", "base");
  dir_.Write("in/etc/two", "base");
  const std::string base = Pack("base.tar.gz", {"--gzip"});
  dir_.Write("base/etc/three", "directory");
  dir_.Write("in/etc/two", "layer");
  dir_.Write("in/etc/.wh.one", "");
  const std::string layer = Pack("layer.tar");
  const std::string program = Program("cd /etc; echo *; cat *");
  const Outcome outcome = Run({"--base", base, "--base", dir_.Path("base"), layer, program});
  EXPECT_EQ(outcome.out, "three two\ndirectorylayer");
}

TEST_F(RunTest, ABaseIsAnImage) {
  dir_.Write("in/etc/one", "image");
  WriteImage(Pack("base.tar"), "v1", {});
  const std::string program = Program("cat /etc/one");
  for (const std::string tag : {"", ":v1"}) {
    EXPECT_EQ(Run({"--base", dir_.Path("layout") + tag, program}).out, "image") << tag;
  }
  EXPECT_EQ(Run({"--base", dir_.Path("layout:v2"), program}).status, 125);
}

TEST_F(RunTest, AnImageSaysHowItStarts) {
  dir_.MakeDirectory("in/place");
  WriteImage(Program("echo \"$0 $1 $NAME $PWD\"", "app"), "v1",
             {{"Entrypoint", {"/app"}},
              {"Cmd", {"usual"}},
              {"Env", {"NAME=value"}},
              {"WorkingDir", "/place"}});
  const std::string image = dir_.Path("layout:v1");
  EXPECT_EQ(Run({image}).out, "/app usual value /place\n");
  EXPECT_EQ(Run({image, "--", "other"}).out, "/app other value /place\n");
  // The environment stays, as with other programs that run images.
  EXPECT_EQ(Run({image, "--entrypoint=/bin/sh", "--", "-c", "echo $NAME"}).out, "value\n");
  WriteImage(Program("echo \"$#\"", "app"), "silent", {});
  EXPECT_EQ(Run({dir_.Path("layout:silent"), "--entrypoint=app"}).out, "0\n");
  EXPECT_TRUE(Contains(Run({dir_.Path("layout:silent")}).err, "neither Entrypoint nor Cmd"));
  const Outcome outcome = Run({dir_.Path("layout:v2")});
  EXPECT_EQ(outcome.status, 125);
  EXPECT_TRUE(Contains(outcome.err, "v1")) << outcome.err;
}

// A launcher and a stage 2 as small as can be.
TEST_F(RunTest, Imports) {
  dir_.Write("in/app_stage2_bootstrap.py",
             "import runpy, sys\nsys.path[0] = '/lib_of_app'\nrunpy.run_path('main.py')\n");
  dir_.Write("in/lib_of_app/ours.py", "print('imported', __name__)\n");
  const std::string layer = Pack("layer.tar");
  const std::string launcher = Program(
      "exec /usr/bin/python3 $RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS /app_stage2_bootstrap.py");
  const Words command = {"--base-from-host=usr", layer, launcher, "--imports-only"};
  const auto import = [&](const std::string& module, Words words) {
    words.push_back("--import=" + module);
    words.insert(words.end(), command.begin(), command.end());
    return Execute(Command(words));
  };
  Outcome outcome = import("ours", {"--import=json.decoder"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            "pkg_pyvenv: imported json.decoder\nimported ours\npkg_pyvenv: imported ours\n");
  outcome = import("theirs", {});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(Contains(outcome.err, "ModuleNotFoundError: No module named 'theirs'"));
  EXPECT_TRUE(
      Contains(outcome.err, "pkg_pyvenv: FAILED: import theirs: exit status 1, expected 0\n"));

  const std::string config = dir_.Write(
      "config.json", R"({"Entrypoint": ["/usr/bin/python3", "/app_stage2_bootstrap.py"]})");
  EXPECT_EQ(import("ours", {"--config", config}).status, 0);
}

TEST_F(RunTest, ALauncherThatDoesNotHandOver) {
  const Outcome outcome = Run({Program(""), "--import=json", "--imports-only"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err,
            "pkg_pyvenv: FAILED: import json: its launcher does not take "
            "RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS; start it directly\n");
}

// They have directories of the same names.
TEST_F(RunTest, TheWholeMachineBelowTheLayers) {
  dir_.Write("in/usr/bin/cat", "");
  const std::string layer = Pack("layer.tar");
  const std::string program = Program("/usr/bin/cat", "usr/bin/app");
  const Outcome outcome =
      Execute(Command({"--base-from-host=usr", "--entrypoint=/usr/bin/app", layer, program}));
  EXPECT_TRUE(Contains(outcome.err, "/usr/bin/cat: Permission denied")) << outcome.err;
  EXPECT_EQ(outcome.status, 1);
}

TEST_F(RunTest, TheOnlyProgramWithRunfilesNeedNotBeNamed) {
  // Neither a file, nor with runfiles, nor outside those of another.
  for (const char* const path : {"srv.runfiles/srv/x", "other", "dir/no.runfiles/x",
                                 "dir/app.runfiles/inner", "dir/app.runfiles/inner.runfiles/x"}) {
    dir_.Write(std::string("in/") + path, "");
  }
  dir_.MakeDirectory("in/srv");
  dir_.Link("in/other.runfiles", "dir");
  dir_.Link("in/dir/app", "app.runfiles/start");
  const std::string app = dir_.Path("app.tar");
  fs::rename(Program("echo \"$0 $1\"", "dir/app.runfiles/start"), app);
  Outcome outcome = Run({app, "--", "x"});
  EXPECT_EQ(outcome.out, "/dir/app x\n") << outcome.err;

  dir_.MakeDirectory("in/b.runfiles");
  const std::string second = dir_.Path("second.tar");
  fs::rename(Program("echo second", "b"), second);
  outcome = Run({app, second});
  EXPECT_EQ(outcome.status, 127);
  EXPECT_EQ(outcome.err,
            "pkg_pyvenv: error: cannot start: /entrypoint: not in the layers, which have /b, "
            "/dir/app: name one with --entrypoint\n");
  EXPECT_EQ(Run({app, second, "--entrypoint=b"}).out, "second\n");
  EXPECT_EQ(Run({app, second, Program("echo usual")}).out, "usual\n");
}

TEST_F(RunTest, WhatCannotBeStarted) {
  const std::string layer = Program("");
  Outcome outcome = Execute(Command({layer}));
  EXPECT_EQ(outcome.status, 126);
  EXPECT_TRUE(Contains(
      outcome.err,
      "error: cannot start: /entrypoint: its first line asks for /bin/sh, which is not there: "));
  dir_.Write("in/other", "");
  outcome = Execute(Command({Pack("other.tar")}));
  EXPECT_EQ(outcome.status, 127);
  EXPECT_TRUE(Contains(outcome.err, "/entrypoint: not in the layers; name the program with "));
  outcome = Execute(Command({layer, "--entrypoint=app"}));
  EXPECT_EQ(outcome.status, 127);
  EXPECT_EQ(outcome.err,
            "pkg_pyvenv: error: cannot start: /app: not in the layers, or a link to nothing\n");
  dir_.Write("in/entrypoint", "");
  outcome = Execute(Command({Pack("plain.tar")}));
  EXPECT_EQ(outcome.status, 126);
  EXPECT_TRUE(Contains(outcome.err, "not a file that this user may execute"));
  fs::copy_file("/bin/cat", dir_.Path("in/entrypoint"));
  outcome = Execute(Command({Pack("elf.tar")}));
  EXPECT_EQ(outcome.status, 126);
  EXPECT_TRUE(Contains(outcome.err, ": it asks for /lib")) << outcome.err;
}

TEST_F(RunTest, WithoutNamespaces) {
  const std::string layer = Program("echo \"$A $B\" \"$@\"; pwd; echo x >file");
  const std::string config = dir_.Write(
      "config.json",
      R"({"Entrypoint": ["/entrypoint", "/entrypoint", "/usr"], "Env": ["A=/entrypoint", "B=b"]})");
  Outcome outcome = RunUnisolated({layer, "--config", config});
  EXPECT_TRUE(outcome.err.starts_with(
      "pkg_pyvenv: NOT ISOLATED: no namespaces here (bwrap: not permitted): "))
      << outcome.err;
  const std::string root = outcome.out.substr(0, outcome.out.find("/entrypoint"));
  EXPECT_TRUE(root.starts_with(dir_.Path("tmp/pkg_pyvenv."))) << outcome.out;
  EXPECT_EQ(outcome.out, root + "/entrypoint b " + root + "/entrypoint /usr\n" + root + "\n");
  EXPECT_TRUE(Contains(outcome.err, "Permission denied"));
  EXPECT_EQ(outcome.status, 1);

  outcome = RunUnisolated({layer, "--require-isolation"});
  EXPECT_EQ(outcome.status, 125);
  EXPECT_TRUE(Contains(outcome.err, "error: cannot isolate the program: ")) << outcome.err;
}

TEST_F(RunTest, WithoutNamespacesProgramsOfTheMachineStartToo) {
  dir_.Link("in/linked/sh", "/bin/sh");
  dir_.Link("in/absolute", "/linked");
  const std::string layer = Pack("layer.tar");
  for (const std::string program : {"/bin/sh", "/linked/sh", "/absolute/sh"}) {
    const Outcome outcome = RunUnisolated(
        {"--base-from-host=usr", layer, "--entrypoint", program, "--", "-c", "echo started"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "started\n") << program;
  }
}

// The root is the user's own.
TEST_F(RunTest, WithoutNamespacesWritesAreFound) {
  ::chmod(dir_.Write("in/entrypoint", "#!/bin/sh\nmkdir __pycache__\necho x >__pycache__/m.pyc\n")
              .c_str(),
          0755);
  const Outcome outcome = RunUnisolated({Pack("own.tar"), "--user=0"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(
      Contains(outcome.err,
               "\npkg_pyvenv: FAILED: the root is not as it was: written: /__pycache__/m.pyc\n"))
      << outcome.err;
}

TEST_F(RunTest, WithoutBubblewrap) {
  const Outcome outcome =
      Execute({"env", "PATH=/nonexistent", ProgramOf("PKG_PYVENV"), "run", Program("")});
  EXPECT_EQ(outcome.status, 125);
  EXPECT_EQ(outcome.err,
            "pkg_pyvenv: error: cannot isolate the program: bwrap: not on PATH; install bubblewrap "
            "(apt-get install bubblewrap)\n");
}

TEST_F(RunTest, WrongUsage) {
  for (const Words& words : std::vector<Words>{{},
                                               {"l.tar", "--env=A"},
                                               {"l.tar", "--env==b"},
                                               {"l.tar", "--import=a b"},
                                               {"l.tar", "--imports-only"},
                                               {"l.tar", "--expect-status=x"},
                                               {"l.tar", "--expect-status=256"},
                                               {"l.tar", "--timeout=0"},
                                               {"l.tar", "--user=nobody"},
                                               {"l.tar", "--base-from-host=all"},
                                               {"l.tar", "--frobnicate"}}) {
    const Outcome outcome = Execute(Command(words));
    EXPECT_EQ(outcome.status, 2);
    EXPECT_TRUE(outcome.err.starts_with("pkg_pyvenv: error: ")) << outcome.err;
  }
}

TEST_F(RunTest, WhatCannotBeRead) {
  const std::string named =
      dir_.Write("config.json", R"({"Entrypoint": ["/entrypoint"], "User": "nobody"})");
  for (const Words& words : std::vector<Words>{{"missing.tar"},
                                               {Program(""), "--base=missing"},
                                               {Program(""), "--config", named},
                                               {Program(""), "--host-file=libnothing.so.1"},
                                               {Program(""), "--config=missing"}}) {
    const Outcome outcome = Execute(Command(words));
    EXPECT_EQ(outcome.status, 125);
    EXPECT_TRUE(outcome.err.starts_with("pkg_pyvenv: error: ")) << outcome.err;
  }
}

}  // namespace pyvenv::run_test
