#include "source/environment_config.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pyvenv {
namespace {

std::vector<std::string> Words(std::string_view command) {
  std::vector<std::string> words;
  while (!command.empty()) {
    const size_t end = std::min(command.find(' '), command.size());
    if (end > 0) words.emplace_back(command.substr(0, end));
    command.remove_prefix(std::min(end + 1, command.size()));
  }
  return words;
}

}  // namespace

StartConfig EnvironmentConfig(const std::string& prefix, const std::string& command,
                              const std::function<bool(const std::string& path)>& has) {
  StartConfig config{.entrypoint = Words(command),
                     .env = {"VIRTUAL_ENV=" + prefix},
                     .program_directory = prefix + "/bin"};
  if (config.entrypoint.empty()) config.entrypoint = {"python3"};
  std::string& program = config.entrypoint.front();
  if (!program.starts_with('/')) {
    if (!has("bin/" + program)) {
      throw Error("cannot find the entrypoint", program, "the environment has no such program");
    }
    program = config.program_directory + "/" + program;
  }
  return config;
}

}  // namespace pyvenv
