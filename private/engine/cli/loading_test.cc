// `layer_packer verify` on what a real compiler made: objects that the dynamic linker of this
// machine loads, and some that it does not.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "testing/elf_draft.h"
#include "testing/run.h"

namespace pyvenv::loading_test {

using testing::Execute;
using testing::Line;
using testing::Outcome;
using Words = std::vector<std::string>;

class LoadingCommandTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(testing::HasCommand("cc")) << "no C compiler"; }

  // Compiles a library to lib<name>.so, and lists it for the layer, at r/<directory>/lib<name>.so.
  void Library(const std::string& name, const std::string& directory, const Words& flags) {
    bench_.Write(name + ".c", "int " + name + "(void) { return 0; }\n");
    Words command = {
        "cc",        "-shared", "-fPIC", "-Wl,--no-as-needed", "-o", "lib" + name + ".so",
        name + ".c", "-L",      "."};
    command.insert(command.end(), flags.begin(), flags.end());
    const Outcome compiled = Execute(command, {.directory = bench_.path()});
    ASSERT_EQ(compiled.status, 0) << compiled.err;
    const std::string file = "lib" + name + ".so";
    manifest_ += Line("file", "r/" + directory + "/" + file, file, "//:" + name);
  }

  [[nodiscard]] Outcome PackAndVerify(const Words& flags = {}) const {
    const Outcome packed =
        bench_.Pack(Line("directory", "r") + manifest_, {"--facts", bench_.Path("facts")});
    EXPECT_EQ(packed.status, 0) << packed.err;
    Words command = {bench_.packer(),
                     "verify",
                     "--output",
                     bench_.Path("report"),
                     "--layer",
                     "main",
                     bench_.Path("out/layer.mtree"),
                     bench_.Path("layer.jsonl"),
                     "--facts",
                     bench_.Path("facts")};
    command.insert(command.end(), flags.begin(), flags.end());
    return Execute(command);
  }

  const testing::PackerBench bench_;
  std::string manifest_;
};

TEST_F(LoadingCommandTest, SoundTree) {
  Library("low", "low", {"-Wl,-soname,liblow.so"});
  Library("high", "high", {"-llow", "-Wl,-rpath,$ORIGIN/../low,--enable-new-dtags"});
  const Outcome outcome = PackAndVerify();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(bench_.Read("report"), "1 layer, 5 paths, 0 links: 0 errors, 0 warnings, 0 notes\n");
}

TEST_F(LoadingCommandTest, MissingLibrary) {
  Library("low", "low", {"-Wl,-soname,libgone.so.1"});
  manifest_.clear();
  Library("high", "high", {"-llow"});
  const std::string line =
      "missing library: r/high/libhigh.so: needs libgone.so.1; it is in no layer; if the image has "
      "it, add \"libgone.so.1\" to base_libraries (--base-library) (main: //:high)\n";
  Outcome outcome = PackAndVerify();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "layer_packer: warning: " + line);
  outcome = PackAndVerify({"--elf-errors"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "layer_packer: error: " + line);
  outcome = PackAndVerify({"--base-library", "libother.so", "--base-library", "libgone.so.*"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
}

TEST_F(LoadingCommandTest, LibraryOffTheSearchPathIsANote) {
  Library("low", "low", {"-Wl,-soname,liblow.so"});
  Library("high", "high", {"-llow"});
  const Outcome outcome = PackAndVerify({"--elf-errors"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_NE(bench_.Read("report").find(
                "\nnote: library off the search path: r/high/libhigh.so: needs liblow.so; no "
                "search path leads to r/low/liblow.so, so that something has to load it first "
                "(main: //:high)\n"),
            std::string::npos)
      << bench_.Read("report");
}

TEST_F(LoadingCommandTest, ForeignObjects) {
  for (const char* const name : {"one", "two", "three"}) Library(name, "lib", {});
  const ElfMachine other = {.bits = 64, .is_big_endian = true, .number = 22};
  bench_.Write("other", testing::ElfDraft(other).Bytes());
  manifest_ += Line("file", "r/libother.so", "other", "//:other");
  Outcome outcome = PackAndVerify();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err.find("layer_packer: warning: object for another machine: r/libother.so: "
                             "for s390x among layers for "),
            0U)
      << outcome.err;
  manifest_ += Line("file", "r/_c.abi3.so", "other", "//:other");
  outcome = PackAndVerify();
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err.find("layer_packer: error: object for another machine: r/_c.abi3.so: a "
                             "module of Python for s390x, which one for "),
            0U)
      << outcome.err;
}

TEST_F(LoadingCommandTest, ScriptsAndMalformedObjects) {
  bench_.Write("script", "#!/home/me/venv/bin/python\n");
  bench_.Write("cut", testing::ElfDraft().Bytes().substr(0, 99));
  manifest_ =
      Line("file", "r/script", "script", "//:script") + Line("file", "r/cut", "cut", "//:cut");
  EXPECT_EQ(
      PackAndVerify().err,
      "layer_packer: warning: missing interpreter: r/script: wants /home/me/venv/bin/python "
      "to run it; it is in no layer; if the image has it, add \"/home/me/venv/bin/python\" to "
      "base_interpreters (--base-interpreter) (main: //:script)\n"
      "layer_packer: warning: malformed object: r/cut: no whole ELF file: its program headers "
      "lie outside the file (main: //:cut)\n");
  const Outcome outcome = PackAndVerify({"--base-interpreter", "/home/*/venv/bin/python"});
  EXPECT_EQ(outcome.err.find("missing interpreter"), std::string::npos);
}

// Small files go another way through the packer than large ones.
TEST_F(LoadingCommandTest, LargeFilesHaveFactsToo) {
  Library("low", "low", {"-Wl,-soname,libgone.so.1"});
  manifest_.clear();
  Library("high", "high", {"-llow"});
  std::ofstream(bench_.Path("libhigh.so"), std::ios::app) << std::string(size_t{1} << 20U, 'x');
  EXPECT_NE(PackAndVerify().err.find("needs libgone.so.1"), std::string::npos);
}

TEST_F(LoadingCommandTest, FactsOfSomeLayersOnlyAreAMistake) {
  Library("low", "low", {});
  const Outcome outcome = PackAndVerify({"--facts", bench_.Path("facts")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("give one for each --layer"), std::string::npos) << outcome.err;
}

}  // namespace pyvenv::loading_test
