// What the real layer_packer does with bad input and a bad machine: exit status 1, one clear line,
// and nothing left behind.

#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "testing/run.h"

namespace pyvenv::errors_test {

namespace fs = std::filesystem;
using testing::Execute;
using testing::Line;
using testing::Outcome;
using testing::Surroundings;

using Names = std::vector<std::string>;

class ErrorsTest : public ::testing::Test {
 protected:
  ErrorsTest() {
    bench_.Write("good", "content");
    // What an earlier run left must not be taken for the result of this one.
    for (const char* name : {"out/layer.tar", "out/layer.mtree", "out/layer.json"}) {
      bench_.Write(name, "old");
    }
  }

  static void ExpectOneLine(const Outcome& outcome, const Names& parts) {
    EXPECT_EQ(outcome.status, 1) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("layer_packer: error: ")) << outcome.err;
    for (const std::string& part : parts) {
      EXPECT_NE(outcome.err.find(part), std::string::npos)
          << "no " << part << " in " << outcome.err;
    }
  }

  // Packs `manifest` after a good line, and expects it to fail with a line that holds `parts`.
  void ExpectFault(const std::string& manifest, const Names& parts,
                   const Surroundings& surroundings = {}) const {
    const Outcome outcome =
        bench_.Pack(Line("file", "a/good", "good", "//:good") + manifest, {}, surroundings);
    ExpectOneLine(outcome, parts);
    EXPECT_EQ(bench_.List("out"), Names{});
  }

  // Until the packer has begun to write the layer. The old outputs are no sign of that.
  void WaitUntilWriting() const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!IsWriting()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "the packer writes nothing";
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  bool IsWriting() const {
    const Names names = bench_.List("out");
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      std::error_code gone;
      const uintmax_t size = fs::file_size(bench_.Path("out/" + name), gone);
      return name.starts_with(".layer_packer.") && !gone && size > 0;
    });
  }

  const testing::PackerBench bench_;
};

TEST_F(ErrorsTest, MissingFile) {
  ExpectFault(Line("file", "p", "no/such", "//x:y"),
              {"no/such: No such file or directory (//x:y, layer.jsonl:2)"});
}

TEST_F(ErrorsTest, MissingTree) {
  ExpectFault(Line("tree", "p", "no/such"), {"no/such: No such file or directory (layer.jsonl:2)"});
}

TEST_F(ErrorsTest, DanglingLink) {
  bench_.Link("dangling", "nowhere");
  ExpectFault(Line("file", "p", "dangling"), {"dangling: No such file or directory"});
}

// Root's power to read everything goes with the next exec; whoever is not root has none.
bool LoseReadAll() {
  if (::geteuid() != 0) return true;
  return ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0 &&
         ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0) == 0;
}

TEST_F(ErrorsTest, UnreadableFile) {
  fs::permissions(bench_.Write("secret", "x"), fs::perms::none);
  ExpectFault(Line("file", "p", "secret", "//x:y"),
              {"secret: Permission denied (//x:y, layer.jsonl:2)"}, {.prepare = LoseReadAll});
}

TEST_F(ErrorsTest, UnreadableDirectory) {
  bench_.Write("t/d/f", "x");
  fs::permissions(bench_.Path("t/d"), fs::perms::none);
  ExpectFault(Line("tree", "p", "t"), {"t/d: Permission denied (layer.jsonl:2)"},
              {.prepare = LoseReadAll});
  fs::permissions(bench_.Path("t/d"), fs::perms::owner_all);
}

TEST_F(ErrorsTest, PathThroughAFile) {
  ExpectFault(Line("file", "p", "good/f"), {"good/f: Not a directory"});
}

TEST_F(ErrorsTest, DuplicatePath) {
  ExpectFault(Line("file", "a/good", "good", "//:other"),
              {"a/good", "//:good, layer.jsonl:1", "(//:other, layer.jsonl:2)"});
}

TEST_F(ErrorsTest, EntryBelowAFile) {
  ExpectFault(Line("empty", "a/good/f", "", "//:below"),
              {"a/good/f", "//:good, layer.jsonl:1", "(//:below, layer.jsonl:2)"});
}

TEST_F(ErrorsTest, EscapingPath) {
  for (const char* path : {"../p", "a/../../p", "..", "a/./b", "a//b", "a/"}) {
    ExpectFault(Line("empty", path, "", "//x:y"),
                {"path refused: " + std::string(path), "(//x:y, layer.jsonl:2)"});
  }
}

TEST_F(ErrorsTest, AbsolutePath) {
  ExpectFault(Line("empty", "/etc/passwd"), {"path refused: /etc/passwd: the path is absolute"});
}

TEST_F(ErrorsTest, Whiteout) {
  ExpectFault(Line("empty", "a/.wh.b"), {"path refused: a/.wh.b", "whiteout"});
}

TEST_F(ErrorsTest, MalformedLine) {
  ExpectFault("{\"path\": \"p\"\n", {"malformed line: layer.jsonl:2: "});
  ExpectFault("{\"path\": \"p\", \"type\": \"fifo\"}\n",
              {"malformed line: layer.jsonl:2: unknown type \"fifo\""});
  ExpectFault("\n", {"malformed line: layer.jsonl:2: "});
  ExpectFault("{\"path\": \"\xff\", \"type\": \"empty\"}\n", {"malformed line: layer.jsonl:2: "});
}

TEST_F(ErrorsTest, NewlinesInNamesStayOneLine) {
  ExpectFault(Line("file", "p", "no\nsuch"), {"no\\012such: No such file"});
}

TEST_F(ErrorsTest, LoopInATree) {
  bench_.Write("t/d/f", "");
  bench_.Link("t/d/up", "..");
  ExpectFault(Line("tree", "p", "t"), {"t/d/up", "(layer.jsonl:2)"});
}

TEST_F(ErrorsTest, SpecialFiles) {
  ASSERT_EQ(::mkfifo(bench_.Path("fifo").c_str(), 0600), 0);
  ExpectFault(Line("file", "p", "fifo"), {"fifo: neither a file nor a directory"});
  ExpectFault(Line("file", "p", "/dev/zero"), {"/dev/zero: neither a file nor a directory"});
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, bench_.Path("socket").c_str(), sizeof address.sun_path - 1);
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::close(descriptor);
  ExpectFault(Line("file", "p", "socket"), {"socket: neither a file nor a directory"});
}

// Files of the kernel hold more than the size they are said to have.
TEST_F(ErrorsTest, FileThatIsLongerThanItsSize) {
  ExpectFault(Line("file", "p", "/proc/kallsyms", "//x:y"),
              {"/proc/kallsyms: the file became longer", "(//x:y, layer.jsonl:2)"});
}

// One that is cut short while the packer is busy with it: the file is far larger than what can be
// read before the first sign of output.
TEST_F(ErrorsTest, FileThatBecomesShorter) {
  const std::string path = bench_.Write("large", "");
  fs::resize_file(path, uintmax_t{100} << 30U);
  ExpectFault(Line("file", "p", "large"), {"large: the file became shorter"}, {.during = [&](int) {
                WaitUntilWriting();
                fs::resize_file(path, 1);
              }});
}

// Whatever thread comes upon which one first.
TEST_F(ErrorsTest, OfSeveralFaultsTheFirstInTheTar) {
  bench_.Write("large", std::string(5 << 20, 'x'));
  std::string manifest = Line("file", "b", "large") + Line("file", "c", "/proc/kallsyms");
  for (int i = 0; i < 300; ++i) {
    manifest += Line("file", "d" + std::to_string(i), "/proc/self/mem");
  }
  for (const char* jobs : {"1", "2", "16"}) {
    const Outcome outcome = bench_.Pack(manifest, {"--jobs", jobs});
    ExpectOneLine(outcome, {"/proc/kallsyms: the file became longer", "(layer.jsonl:2)"});
    EXPECT_EQ(bench_.List("out"), Names{});
  }
}

// A disk that is full before the input is found to be faulty, even if the blocks that it refuses
// still wait to be written then.
TEST_F(ErrorsTest, FaultsOfTheOutputComeInTheirTurn) {
  std::string manifest;
  for (char name = 'b'; name < 'z'; ++name) {
    bench_.Write(std::string(1, name), std::string(100000, name));
    manifest += Line("file", std::string(1, name), std::string(1, name));
  }
  manifest += Line("file", "z", "/proc/kallsyms");
  for (const char* jobs : {"1", "2", "16"}) {
    const Outcome outcome =
        bench_.Pack(manifest, {"--jobs", jobs}, {.prepare = [] {
                      const rlimit limit = {.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
                      return ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
                    }});
    ExpectOneLine(outcome, {"out/layer.tar: File too large\n"});
    EXPECT_EQ(bench_.List("out"), Names{});
  }
}

// In an execution root of Bazel, where an action may have run `ln -s`.
TEST_F(ErrorsTest, AmbiguousLink) {
  const std::string root = bench_.MakeDirectory("base/execroot/_main");
  bench_.MakeDirectory("base/execroot/_main/out");
  bench_.Write("base/execroot/_main/good", "content");
  bench_.Link("base/execroot/_main/link", "good");
  bench_.Write(
      "base/execroot/_main/layer.jsonl",
      Line("file", "a/good", "good", "//:good") + Line("file_or_raw_link", "p", "link", "//x:y"));
  ExpectOneLine(Execute(bench_.Command(), {.directory = root}),
                {"link: it is a link to good", "Bazel 8", "(//x:y, layer.jsonl:2)"});
}

TEST_F(ErrorsTest, RawLinkThatIsNone) {
  ExpectFault(Line("raw_link", "p", "good"), {"good: not a symbolic link"});
}

TEST_F(ErrorsTest, MissingManifest) {
  ExpectOneLine(Execute(bench_.Command(), {.directory = bench_.path()}),
                {"layer.jsonl: No such file or directory"});
  EXPECT_EQ(bench_.List("out"), Names{});
}

TEST_F(ErrorsTest, ManifestIsADirectory) {
  bench_.MakeDirectory("layer.jsonl");
  ExpectOneLine(Execute(bench_.Command(), {.directory = bench_.path()}),
                {"layer.jsonl: Is a directory"});
  EXPECT_EQ(bench_.List("out"), Names{});
}

TEST_F(ErrorsTest, OutputDirectoryMissing) {
  fs::remove_all(bench_.Path("out"));
  ExpectOneLine(bench_.Pack(Line("file", "p", "good")),
                {"out/layer.tar: No such file or directory"});
  EXPECT_FALSE(fs::exists(bench_.Path("out")));
}

TEST_F(ErrorsTest, OutputDirectoryNotWritable) {
  fs::permissions(bench_.Path("out"), fs::perms::owner_read | fs::perms::owner_exec);
  ExpectOneLine(bench_.Pack(Line("file", "p", "good"), {}, {.prepare = LoseReadAll}),
                {"out/layer.tar: Permission denied"});
  fs::permissions(bench_.Path("out"), fs::perms::owner_all);
}

TEST_F(ErrorsTest, OutputIsADirectory) {
  fs::remove(bench_.Path("out/layer.json"));
  bench_.MakeDirectory("out/layer.json");
  ExpectOneLine(bench_.Pack(Line("file", "p", "good")),
                {"out/layer.json: neither a file nor a link"});
  EXPECT_EQ(bench_.List("out"), Names{"layer.json"});
}

// A device is no file to remove, whoever runs this.
TEST_F(ErrorsTest, OutputIsADevice) {
  bench_.Write("layer.jsonl", Line("file", "p", "good"));
  ExpectOneLine(Execute({bench_.packer(), "--manifest", "layer.jsonl", "--output", "/dev/null",
                         "--listing", "out/l", "--descriptor", "out/d"},
                        {.directory = bench_.path()}),
                {"/dev/null: neither a file nor a link"});
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(ErrorsTest, FileSizeLimit) {
  bench_.Write("large", std::string(8 << 20, 'x'));
  ExpectFault(Line("file", "p", "large"), {"out/layer.tar: File too large"}, {.prepare = [] {
                const rlimit limit = {.rlim_cur = 3 << 20, .rlim_max = 3 << 20};
                return ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
              }});
}

// A mount namespace of its own, for whoever is not root by way of being root in a user namespace.
bool EnterMountNamespace() {
  if (::unshare(CLONE_NEWNS) == 0) return true;
  const uid_t user = ::getuid();
  const gid_t group = ::getgid();
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  // Without it the new file system could not say who owns a file.
  std::ofstream("/proc/self/setgroups") << "deny";
  std::ofstream uid_map("/proc/self/uid_map");
  uid_map << "0 " << user << " 1" << std::flush;
  std::ofstream gid_map("/proc/self/gid_map");
  gid_map << "0 " << group << " 1" << std::flush;
  return uid_map.good() && gid_map.good();
}

// A file system of 1 MiB at `directory`, for this process alone.
bool MountSmall(const std::string& directory) {
  if (!EnterMountNamespace()) return false;
  ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  return ::mount("tmpfs", directory.c_str(), "tmpfs", 0, "size=1m") == 0;
}

// The small file system goes with its process, so that the same process must look what is left.
TEST_F(ErrorsTest, DiskFull) {
  bench_.Write("large", std::string(8 << 20, 'x'));
  bench_.Write("layer.jsonl", Line("file", "p", "large", "//x:y"));
  std::string script = "\"$@\"; status=$?; ls -A out; exit $status";
  std::vector<std::string> command = {"sh", "-c", script, "sh"};
  const std::vector<std::string> packer = bench_.Command();
  command.insert(command.end(), packer.begin(), packer.end());
  const Outcome outcome = Execute(command, {.directory = bench_.path(), .prepare = [&] {
                                              return MountSmall(bench_.Path("out"));
                                            }});
  if (outcome.status == testing::kNotPrepared) {
    GTEST_SKIP() << "no right to mount; FileSizeLimit takes the same path with another cause";
  }
  // The disk is at fault here, not the entry that was being written.
  ExpectOneLine(outcome, {"cannot write: out/layer.tar: No space left on device\n"});
}

class SignalTest : public ErrorsTest, public ::testing::WithParamInterface<int> {};

TEST_P(SignalTest, LeavesNothing) {
  const std::string path = bench_.Write("large", "");
  fs::resize_file(path, uintmax_t{100} << 30U);
  const Outcome outcome = bench_.Pack(Line("file", "p", "large"), {}, {.during = [&](int child) {
                                        WaitUntilWriting();
                                        ::kill(child, GetParam());
                                      }});
  EXPECT_EQ(outcome.status, 128 + GetParam());
  EXPECT_EQ(bench_.List("out"), Names{});
}

INSTANTIATE_TEST_SUITE_P(All, SignalTest, ::testing::Values(SIGINT, SIGTERM, SIGHUP));

class UsageTest : public ErrorsTest {
 protected:
  void ExpectWrongUsage(const std::vector<std::string>& flags, const std::string& part) const {
    const Outcome outcome = bench_.Pack(Line("file", "p", "good"), flags);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find('\n'), outcome.err.size() - 1) << outcome.err;
    // Who cannot say what to do has not said what to remove either.
    EXPECT_EQ(bench_.Read("out/layer.tar"), "old");
  }
};

TEST_F(UsageTest, WrongFlags) {
  ExpectWrongUsage({"--no-such"}, "--no-such");
  ExpectWrongUsage({"word"}, "word");
  for (const char* mtime : {"-1", "", "x", "1x", "0x10", "1.5", "99999999999999999999"}) {
    ExpectWrongUsage({std::string("--mtime=") + mtime}, "--mtime");
  }
  for (const char* owner : {"0", "a:b", "0:", ":0", "0:0:0", "4294967295:0", "-1:0"}) {
    ExpectWrongUsage({std::string("--owner=") + owner}, "--owner");
  }
}

TEST_F(UsageTest, WrongCompression) {
  ExpectWrongUsage({"--compression=xz"}, "\"xz\" is not none, gzip or zstd");
  ExpectWrongUsage({"--compression-level=3"}, "--compression-level: there is no --compression");
  for (const char* level : {"0", "13", "-1", "x", "6.0"}) {
    ExpectWrongUsage({"--compression=gzip", std::string("--compression-level=") + level},
                     "is not a number from 1 to 12");
  }
  for (const char* level : {"0", "20"}) {
    ExpectWrongUsage({"--compression=zstd", std::string("--compression-level=") + level},
                     "is not a number from 1 to 19");
  }
  for (const char* jobs : {"0", "257", "x"}) {
    ExpectWrongUsage({std::string("--jobs=") + jobs}, "is not a number from 1 to 256");
  }
}

TEST_F(UsageTest, RequiredFlags) {
  const Outcome outcome = Execute({bench_.packer(), "--manifest", "layer.jsonl"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("required"), std::string::npos);
}

// Of a misspelt flag the spelling is told, not that another one is missing.
TEST_F(UsageTest, UnknownFlags) {
  const Outcome alone = Execute({bench_.packer(), "--manifest", "layer.jsonl", "--outptu", "o"});
  EXPECT_EQ(alone.status, 2);
  EXPECT_EQ(alone.err,
            "layer_packer: error: not a flag or word that it takes: --outptu o (see --help)\n");
  ExpectWrongUsage({"--more", "x"}, "not a flag or word that it takes: --more x");
}

TEST_F(UsageTest, TwoFlagsForOneFile) {
  bench_.Write("layer.jsonl", Line("file", "p", "good"));
  const Outcome outcome = Execute({bench_.packer(), "--manifest", "layer.jsonl", "--output",
                                   "layer.jsonl", "--listing", "out/l", "--descriptor", "out/d"},
                                  {.directory = bench_.path()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(bench_.Read("layer.jsonl"), Line("file", "p", "good"));
}

TEST_F(UsageTest, OneFileByTwoPaths) {
  bench_.Write("layer.jsonl", "");
  const Outcome outcome = Execute({bench_.packer(), "--manifest", "layer.jsonl", "--output",
                                   "./layer.jsonl", "--listing", "out/l", "--descriptor", "out/d"},
                                  {.directory = bench_.path()});
  EXPECT_EQ(outcome.err,
            "layer_packer: error: ./layer.jsonl: two flags name this file (see --help)\n");
  const Outcome facts = bench_.Pack("", {"--bytecode", "b.jsonl", "--facts", "b.jsonl"});
  EXPECT_EQ(facts.err, "layer_packer: error: b.jsonl: two flags name this file (see --help)\n");
}

TEST_F(UsageTest, BytecodeThatIsAnOutput) {
  bench_.Write("b.jsonl", "");
  const Outcome outcome = bench_.Pack("", {"--bytecode", "b.jsonl", "--bytecode", "out/layer.tar"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("out/layer.tar: two flags name this file"), std::string::npos)
      << outcome.err;
}

TEST_F(UsageTest, Help) {
  const Outcome outcome = Execute({bench_.packer(), "--help"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.out.find("--manifest"), std::string::npos);
}

}  // namespace pyvenv::errors_test
