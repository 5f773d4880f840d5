// What `pkg_pyvenv` itself does, before a subcommand does anything.

#include <gtest/gtest.h>

#include "testing/run.h"

namespace pyvenv {
namespace pkg_pyvenv_test {

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

TEST(PkgPyvenvTest, UnknownSubcommandIsWrongUsage) {
  const Outcome outcome = Execute({ProgramOf("PKG_PYVENV"), "frobnicate"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "pkg_pyvenv: error: there is no subcommand \"frobnicate\" (see --help)\n");
  EXPECT_EQ(outcome.out, "");
}

}  // namespace pkg_pyvenv_test
}  // namespace pyvenv
