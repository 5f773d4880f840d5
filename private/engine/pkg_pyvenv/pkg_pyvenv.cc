// The command for people: packs, checks and explains without Bazel.

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

#include "pkg_pyvenv/diff_command.h"
#include "pkg_pyvenv/layers_command.h"
#include "pkg_pyvenv/listing_command.h"
#include "pkg_pyvenv/plan_command.h"
#include "pkg_pyvenv/report_command.h"
#include "pkg_pyvenv/run_command.h"
#include "pkg_pyvenv/verify_command.h"

namespace pyvenv {
namespace {

struct Subcommand {
  std::string_view name;
  std::string_view summary;
  int (*run)(int argc, char** argv);
};

// In the order of the help.
const std::vector<Subcommand> kSubcommands = {
    {"layers", "packs a runfiles directory or a virtual environment into layers", LayersMain},
    {"plan", "prints which layers those would be", PlanMain},
    {"diff", "tells what changed between two builds, and why", DiffMain},
    {"verify", "checks that layers are what they should be", VerifyMain},
    {"listing", "writes what is in a layer as mtree text", ListingMain},
    {"report", "writes a page that explains layers", ReportMain},
    {"run", "runs a program from its layers, isolated, and checks what it does", RunMain},
};

void PrintUsage(std::FILE* out) {
  std::fputs("usage: pkg_pyvenv SUBCOMMAND ...\n", out);
  for (const Subcommand& command : kSubcommands) {
    std::fprintf(out, "  %-10s %s\n", command.name.data(), command.summary.data());
  }
  std::fputs("pkg_pyvenv SUBCOMMAND --help tells more.\n", out);
}

int Main(int argc, char** argv) {
  const std::string_view name = argc > 1 ? argv[1] : "--help";
  if (name == "--help" || name == "-h" || name == "help") {
    PrintUsage(stdout);
    return 0;
  }
  const auto command =
      std::find_if(kSubcommands.begin(), kSubcommands.end(),
                   [&](const Subcommand& candidate) { return candidate.name == name; });
  if (command != kSubcommands.end()) return command->run(argc - 1, argv + 1);
  std::fprintf(stderr, "pkg_pyvenv: error: there is no subcommand \"%s\" (see --help)\n", argv[1]);
  return 2;
}

}  // namespace
}  // namespace pyvenv

int main(int argc, char** argv) {
  return pyvenv::Main(argc, argv);
}
