// The action tool of the rule: one manifest in, one layer out; and what is said about layers.

#include <string_view>

#include "cli/pack_command.h"
#include "cli/repo_mapping_command.h"
#include "cli/report_command.h"
#include "cli/sbom_command.h"
#include "cli/verify_command.h"
#include "cli/version.h"

int main(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "merge_repo_mappings") return pyvenv::RepoMappingCommand().Run(argc - 1, argv + 1);
  if (command == "report") return pyvenv::ReportCommand().Run(argc - 1, argv + 1);
  if (command == "sbom") return pyvenv::SbomCommand().Run(argc - 1, argv + 1);
  if (command == "verify") return pyvenv::VerifyCommand().Run(argc - 1, argv + 1);
  if (command == "--version") return pyvenv::PrintVersion("layer_packer");
  return pyvenv::PackCommand().Run(argc, argv);
}
