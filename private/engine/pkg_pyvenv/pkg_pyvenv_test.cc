// What `pkg_pyvenv` itself does, before a subcommand does anything.

#include <gtest/gtest.h>

#include <cstdlib>

#include "testing/run.h"

namespace pyvenv {
namespace {

using testing::Execute;
using testing::Outcome;

std::string Program() {
  const char* const program = std::getenv("PKG_PYVENV");
  EXPECT_NE(program, nullptr);
  return program;
}

TEST(PkgPyvenvTest, HelpListsTheSubcommands) {
  for (const std::string flag : {"--help", "-h", "help"}) {
    const Outcome outcome = Execute({Program(), flag});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_TRUE(outcome.out.starts_with("usage: pkg_pyvenv SUBCOMMAND")) << outcome.out;
    EXPECT_EQ(outcome.err, "");
  }
  EXPECT_EQ(Execute({Program()}).out, Execute({Program(), "--help"}).out);
}

TEST(PkgPyvenvTest, UnknownSubcommandIsWrongUsage) {
  const Outcome outcome = Execute({Program(), "frobnicate"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "pkg_pyvenv: error: there is no subcommand \"frobnicate\" (see --help)\n");
  EXPECT_EQ(outcome.out, "");
}

}  // namespace
}  // namespace pyvenv
