#include "pkg_pyvenv/subcommands.h"

#include <algorithm>

#include "pkg_pyvenv/completion_command.h"
#include "pkg_pyvenv/diff_command.h"
#include "pkg_pyvenv/image_command.h"
#include "pkg_pyvenv/layers_command.h"
#include "pkg_pyvenv/listing_command.h"
#include "pkg_pyvenv/man_command.h"
#include "pkg_pyvenv/plan_command.h"
#include "pkg_pyvenv/report_command.h"
#include "pkg_pyvenv/run_command.h"
#include "pkg_pyvenv/sbom_command.h"
#include "pkg_pyvenv/verify_command.h"

namespace pyvenv {
namespace {

constexpr Subcommand kSubcommands[] = {
    {"layers", "packs a runfiles directory or a virtual environment into layers", LayersCommand},
    {"image", "packs a runfiles directory or a virtual environment into an OCI image",
     ImageCommand},
    {"plan", "prints which layers those would be", PlanCommand},
    {"diff", "tells what changed between two builds, and why", DiffCommand},
    {"verify", "checks that layers are what they should be", VerifyCommand},
    {"listing", "writes what is in a layer as mtree text", ListingCommand},
    {"report", "writes a page that explains layers", ReportCommand},
    {"sbom", "writes which software is in layers, as SPDX or CycloneDX", SbomCommand},
    {"run", "runs a program from its layers, isolated, and checks what it does", RunCommand},
    {"completion", "prints a script that completes command lines in a shell", CompletionCommand},
    {"man", "prints the manual page", ManCommand},
};

}  // namespace

std::span<const Subcommand> Subcommands() {
  return kSubcommands;
}

const Subcommand* FindSubcommand(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kSubcommands), std::end(kSubcommands),
                   [&](const Subcommand& subcommand) { return subcommand.name == name; });
  return found == std::end(kSubcommands) ? nullptr : found;
}

}  // namespace pyvenv
