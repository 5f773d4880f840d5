#include "cli/repo_mapping_command.h"

#include <memory>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "tree/repo_mapping.h"

namespace pyvenv {

namespace {

struct MappingFiles {
  std::string output;
  std::vector<std::string> inputs;
};

}  // namespace

Command RepoMappingCommand() {
  const auto mappings = std::make_shared<MappingFiles>();
  Command command("layer_packer merge_repo_mappings",
                  "Merges the repository mappings of several executables.");
  command.Required("--output FILE", &mappings->output, "The mapping to write");
  command.RequiredWords("MAPPING", &mappings->inputs, "Mappings to read");
  command.Action([mappings] {
    WriteFile(mappings->output, MergeRepoMappings(mappings->inputs));
    return 0;
  });
  return command;
}

}  // namespace pyvenv
