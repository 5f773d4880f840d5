// What `pkg_pyvenv` itself does, before a subcommand does anything.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text_file.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::pkg_pyvenv_test {

using testing::Execute;
using testing::Outcome;
using testing::ProgramOf;
using testing::TempDir;

TEST(PkgPyvenvTest, HelpListsTheSubcommands) {
  for (const std::string flag : {"--help", "-h", "help"}) {
    const Outcome outcome = Execute({ProgramOf("PKG_PYVENV"), flag});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_TRUE(outcome.out.starts_with("usage: pkg_pyvenv SUBCOMMAND")) << outcome.out;
    EXPECT_EQ(outcome.err, "");
  }
  EXPECT_EQ(Execute({ProgramOf("PKG_PYVENV")}).out,
            Execute({ProgramOf("PKG_PYVENV"), "--help"}).out);
}

// The first version in MODULE.bazel, which a variable of the environment names.
std::string ModuleVersion() {
  const char* const path = std::getenv("MODULE_BAZEL");
  if (path == nullptr) return {};
  const std::string module = ReadTextFile(path);
  const std::string_view key = "version = \"";
  const size_t start = module.find(key) + key.size();
  return module.substr(start, module.find('"', start) - start);
}

TEST(PkgPyvenvTest, VersionIsThatOfTheModule) {
  const std::string version = ModuleVersion();
  ASSERT_NE(version, "");
  const Outcome command = Execute({ProgramOf("PKG_PYVENV"), "--version"});
  EXPECT_EQ(command.status, 0) << command.err;
  EXPECT_EQ(command.out, "pkg_pyvenv " + version + "\n");
  const Outcome tool = Execute({ProgramOf("LAYER_PACKER"), "--version"});
  EXPECT_EQ(tool.status, 0) << tool.err;
  EXPECT_EQ(tool.out, "layer_packer " + version + "\n");
}

TEST(PkgPyvenvTest, UnknownSubcommandIsWrongUsage) {
  const Outcome outcome = Execute({ProgramOf("PKG_PYVENV"), "frobnicate"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "pkg_pyvenv: error: there is no subcommand \"frobnicate\" (see --help)\n");
  EXPECT_EQ(outcome.out, "");
}

// As `bazel run` starts it: in the runfiles directory, with a variable that tells where the user
// is.
TEST(PkgPyvenvTest, BazelRunMeansPathsOfTheUser) {
  const TempDir temp;
  temp.Write("user/layer.mtree", "#mtree\n");
  const auto run_from = [&](const std::string& directory, const std::string& user) {
    return Execute({ProgramOf("PKG_PYVENV"), "verify", "layer.mtree"},
                   {.directory = temp.MakeDirectory(directory), .prepare = [&] {
                      return ::setenv("BUILD_WORKING_DIRECTORY", temp.Path(user).c_str(), 1) == 0;
                    }});
  };
  const std::string runfiles = "bin/pkg_pyvenv.runfiles/_main";
  EXPECT_EQ(run_from(runfiles, "user").status, 0);
  EXPECT_NE(run_from("elsewhere", "user").status, 0) << "a program that `bazel run` has started";
  const Outcome gone = run_from(runfiles, "gone");
  EXPECT_EQ(gone.status, 1);
  EXPECT_EQ(gone.err, "pkg_pyvenv: error: cannot enter: " + temp.Path("gone") +
                          ": No such file or directory\n");
}

}  // namespace pyvenv::pkg_pyvenv_test
