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

void Merge(const MappingFiles& mappings) {
  const std::string text = MergeRepoMappings(mappings.inputs);
  OutputFile::RemoveOld(mappings.output);
  OutputFile file(mappings.output);
  file.Write(text);
  OutputFile* const files[] = {&file};
  OutputFile::Publish(files);
}

}  // namespace

Command RepoMappingCommand() {
  const auto mappings = std::make_shared<MappingFiles>();
  Command command("layer_packer merge_repo_mappings",
                  "Merges the repository mappings of several executables.");
  command.Required("--output FILE", &mappings->output, "The mapping to write");
  command.RequiredWords("MAPPING", &mappings->inputs, "Mappings to read");
  command.Action([mappings] {
    Merge(*mappings);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
