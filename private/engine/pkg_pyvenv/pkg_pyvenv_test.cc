// What `pkg_pyvenv` itself does, before a subcommand does anything.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text_file.h"
#include "testing/run.h"

namespace pyvenv::pkg_pyvenv_test {

using testing::Execute;
using testing::Outcome;
using testing::ProgramOf;

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

}  // namespace pyvenv::pkg_pyvenv_test
