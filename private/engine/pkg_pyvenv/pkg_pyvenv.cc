// The command for people: packs, checks and explains without Bazel.

#include <cstdio>
#include <string_view>

#include "base/error.h"
#include "cli/version.h"
#include "pkg_pyvenv/subcommands.h"
#include "pkg_pyvenv/working_directory.h"

namespace pyvenv {
namespace {

void PrintUsage() {
  std::fputs("usage: pkg_pyvenv SUBCOMMAND ...\n", stdout);
  for (const Subcommand& subcommand : Subcommands()) {
    std::printf("  %-11s %s\n", subcommand.name.data(), subcommand.summary.data());
  }
  std::fputs("pkg_pyvenv SUBCOMMAND --help tells more; --version, which release this is.\n",
             stdout);
}

int Main(int argc, char** argv) {
  EnterWorkingDirectoryOfBazelRun();
  const std::string_view name = argc > 1 ? argv[1] : "--help";
  if (name == "--help" || name == "-h" || name == "help") {
    PrintUsage();
    return 0;
  }
  if (name == "--version") return PrintVersion("pkg_pyvenv");
  if (const Subcommand* const subcommand = FindSubcommand(name)) {
    return subcommand->make().Run(argc - 1, argv + 1);
  }
  std::fprintf(stderr, "pkg_pyvenv: error: there is no subcommand \"%s\" (see --help)\n", argv[1]);
  return 2;
}

}  // namespace
}  // namespace pyvenv

int main(int argc, char** argv) {
  try {
    return pyvenv::Main(argc, argv);
  } catch (const pyvenv::Error& error) {
    std::fprintf(stderr, "pkg_pyvenv: error: %s\n", error.what());
    return 1;
  }
}
