#include "cli/repo_mapping_command.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "tree/repo_mapping.h"

namespace pyvenv {

int RepoMappingMain(int argc, char** argv) {
  std::string output;
  std::vector<std::string> inputs;
  CLI::App app("Merges the repository mappings of several executables.",
               "layer_packer merge_repo_mappings");
  app.add_option("--output", output, "The mapping to write")->required();
  app.add_option("inputs", inputs, "Mappings to read")->required();
  return RunCommand(app, argc, argv, [&] {
    const std::string text = MergeRepoMappings(inputs);
    OutputFile::RemoveOld(output);
    OutputFile file(output);
    file.Write(text);
    OutputFile* const files[] = {&file};
    OutputFile::Publish(files);
  });
}

}  // namespace pyvenv
