#include "cli/repo_mapping_command.h"

#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "tree/repo_mapping.h"

namespace pyvenv {

int RepoMappingMain(int argc, char** argv) {
  std::string output;
  std::vector<std::string> inputs;
  Command command("layer_packer merge_repo_mappings",
                  "Merges the repository mappings of several executables.");
  command.Required("--output", &output, "The mapping to write");
  command.RequiredWords("inputs", &inputs, "Mappings to read");
  return command.Run(argc, argv, [&] {
    const std::string text = MergeRepoMappings(inputs);
    OutputFile::RemoveOld(output);
    OutputFile file(output);
    file.Write(text);
    OutputFile* const files[] = {&file};
    OutputFile::Publish(files);
  });
}

}  // namespace pyvenv
