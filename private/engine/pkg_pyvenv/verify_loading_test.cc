// `pkg_pyvenv verify` on programs, libraries and scripts: in tars that GNU tar made, and by the
// facts beside the listings that layer_packer made.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "testing/command_bench.h"
#include "testing/elf_draft.h"

namespace pyvenv::verify_loading_test {

using nlohmann::json;
using testing::ElfDraft;
using testing::Line;
using testing::Outcome;
using Words = std::vector<std::string>;

const std::string kMissing =
    "missing library: r/libneeds.so: needs libgone.so.1; it is in no layer; if the image has it, "
    "add \"libgone.so.1\" to base_libraries (--base-library) (layer)\n";
const std::string kOneWarning = "1 layer, 2 paths, 0 links: 0 errors, 1 warning, 0 notes\n";

class VerifyLoadingTest : public ::testing::Test {
 protected:
  [[nodiscard]] Outcome Verify(const Words& words) const {
    Words command = {"verify"};
    command.insert(command.end(), words.begin(), words.end());
    return bench_.Run(command);
  }

  // Puts files into the directory `r`, and that into layer.tar.
  void Tar(const std::string& flags = "") const {
    bench_.Shell("tar --sort=name " + flags + " -cf layer.tar r");
  }

  void WriteElf(const std::string& path, const ElfDraft& draft) const {
    bench_.Write(path, draft.Bytes());
  }

  const testing::CommandBench bench_;
};

TEST_F(VerifyLoadingTest, TarsOfAnyone) {
  if (testing::MayPassOver("zstd")) GTEST_SKIP() << "no zstd; under CTest it has to be there";
  WriteElf("r/libneeds.so", ElfDraft().Needed("libgone.so.1").Needed("libc.so.6"));
  for (const std::string flags : {"", "--gzip", "--zstd", "--format=pax"}) {
    Tar(flags);
    Outcome outcome = Verify({"layer.tar"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.out, "warning: " + kMissing + kOneWarning) << flags;
    outcome = Verify({"layer.tar", "--elf-errors"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(outcome.out.starts_with("error: " + kMissing)) << outcome.out;
    outcome = Verify({"layer.tar", "--base-library", "other", "--base-library", "libgone.so.*"});
    EXPECT_EQ(outcome.out, "1 layer, 2 paths, 0 links: 0 errors, 0 warnings, 0 notes\n");
  }
}

// The search path leads to one layer from the other.
TEST_F(VerifyLoadingTest, LayersServeOneAnother) {
  WriteElf("r/libneeds.so", ElfDraft().Needed("libgone.so.1").Runpath("$ORIGIN/s"));
  Tar();
  WriteElf("r/s/libgone.so.1", ElfDraft().Soname("libgone.so.1"));
  bench_.Shell("tar -cf other.tar r/s");
  EXPECT_EQ(Verify({"other.tar", "layer.tar"}).out,
            "2 layers, 4 paths, 0 links: 0 errors, 0 warnings, 0 notes\n");
}

// GNU tar stores one of them as a link to the other.
TEST_F(VerifyLoadingTest, HardLinksAreLibrariesToo) {
  WriteElf("r/a", ElfDraft());
  WriteElf("r/libneeds.so", ElfDraft().Needed("libgone.so.1").Runpath("$ORIGIN"));
  bench_.Shell("ln r/a r/libgone.so.1");
  Tar();
  EXPECT_EQ(Verify({"layer.tar"}).out,
            "1 layer, 4 paths, 0 links: 0 errors, 0 warnings, 0 notes\n");
}

// Their strings lie at the beginning, what refers to them behind megabytes of constants.
TEST_F(VerifyLoadingTest, LargeLibraries) {
  if (testing::MayPassOver("zstd")) GTEST_SKIP() << "no zstd; under CTest it has to be there";
  if (testing::MayPassOver("cc")) GTEST_SKIP() << "no C compiler";
  bench_.Write("gone.c", "");
  bench_.Write("needs.c", "const char many[3000000] = {1};");
  bench_.Shell(
      "mkdir r; cc -shared -o libgone.so -Wl,-soname,libgone.so.1 gone.c &&"
      "cc -shared -Wl,--no-as-needed -o r/libneeds.so needs.c -L . -lgone");
  Tar("--zstd");
  EXPECT_EQ(Verify({"layer.tar"}).out, "warning: " + kMissing + kOneWarning);
  bench_.Shell("truncate -s 2000000 r/libneeds.so");
  Tar("--zstd");
  EXPECT_TRUE(Verify({"layer.tar"}).out.starts_with("warning: malformed object: r/libneeds.so: "));
}

TEST_F(VerifyLoadingTest, ScriptsAndMachines) {
  bench_.Write("r/script", "#!/home/me/python -u\n" + std::string(500000, 'x'));
  WriteElf("r/a.so", ElfDraft());
  WriteElf("r/b.so", ElfDraft());
  WriteElf("r/s390x.so", ElfDraft({.bits = 64, .is_big_endian = true, .number = 22}));
  Tar();
  const Outcome outcome = Verify({"layer.tar", "--json"});
  const json findings = json::parse(outcome.out)["findings"];
  ASSERT_EQ(findings.size(), 2U) << outcome.out;
  EXPECT_EQ(findings[0]["kind"], "object for another machine");
  EXPECT_EQ(findings[0]["path"], "r/s390x.so");
  EXPECT_EQ(findings[0]["layer"], "layer");
  EXPECT_EQ(findings[1]["kind"], "missing interpreter");
  EXPECT_EQ(findings[1]["path"], "r/script");
  const json known =
      json::parse(Verify({"layer.tar", "--json", "--base-interpreter", "/home/*/python"}).out);
  EXPECT_EQ(known["findings"].size(), 1U);
}

// What the rule leaves beside its layers serves where the tar is not there.
TEST_F(VerifyLoadingTest, FactsBesideAListing) {
  WriteElf("lib", ElfDraft().Needed("libgone.so.1"));
  const Outcome packed = bench_.Pack(Line("directory", "r") + Line("file", "r/libneeds.so", "lib"),
                                     {"--facts", bench_.Path("layer.facts.jsonl")});
  ASSERT_EQ(packed.status, 0) << packed.err;
  bench_.Write("layer.mtree", bench_.Read("out/layer.mtree"));
  EXPECT_EQ(Verify({"layer.mtree"}).out, "warning: " + kMissing + kOneWarning);
  // The files of a tar tell more truly.
  bench_.Write("layer.tar", bench_.Read("out/layer.tar"));
  bench_.Write("layer.facts.jsonl", "");
  EXPECT_EQ(Verify({"layer.tar"}).out, "warning: " + kMissing + kOneWarning);
}

TEST_F(VerifyLoadingTest, WithoutRoomForTemporaryFiles) {
  WriteElf("r/a.so", ElfDraft());
  Tar();
  bench_.Shell("! TMPDIR=/nowhere " + bench_.program() + " verify layer.tar > printed");
  EXPECT_NE(bench_.Read("printed").find("cannot make a temporary file: /nowhere/"),
            std::string::npos)
      << bench_.Read("printed");
}

// A program of this machine with all that it loads, as an image has them.
TEST_F(VerifyLoadingTest, RealProgramInItsImage) {
  if (testing::MayPassOver("ldd")) GTEST_SKIP() << "no ldd";
  bench_.Shell(
      "sh=$(readlink -f /bin/sh); { echo $sh; ldd $sh | grep -o '/[^ ]*'; } > files;"
      "tar -chf image.tar -C / -T files 2> errors");
  const Outcome outcome = Verify({"image.tar", "--image", "--elf-errors"});
  EXPECT_EQ(outcome.status, 0) << outcome.out;
}

}  // namespace pyvenv::verify_loading_test
