#include "sandbox/image_config.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/path.h"
#include "base/quoted.h"
#include "layers/json_text.h"

namespace pyvenv {
namespace {

using nlohmann::json;

// Tools write null for what an image does not have.
template <typename Value>
void Take(const json& config, const char* key, Value* value) {
  const auto found = config.find(key);
  if (found != config.end() && !found->is_null()) *value = found->get<Value>();
}

}  // namespace

bool IsVariable(std::string_view text) {
  const size_t equals = text.find('=');
  return equals != 0 && equals != std::string_view::npos;
}

ImageConfig ReadImageConfig(const std::string& path, const std::string& program) {
  try {
    const json document = ReadJson(path);
    const json& config = document.contains("config") ? document.at("config") : document;
    ImageConfig result;
    Take(config, "Entrypoint", &result.entrypoint);
    Take(config, "Cmd", &result.arguments);
    Take(config, "Env", &result.environment);
    Take(config, "WorkingDir", &result.working_directory);
    Take(config, "User", &result.user);
    for (const std::string& variable : result.environment) {
      if (IsVariable(variable)) continue;
      throw Error("cannot use", path, Quoted(Printable(variable)) + " of Env is not NAME=VALUE");
    }
    if (!program.empty()) {
      result.entrypoint = {program};
      result.arguments.clear();
    }
    if (result.working_directory.empty()) result.working_directory.assign(1, '/');
    if (!result.entrypoint.empty() || !result.arguments.empty()) return result;
    throw Error("cannot use", path, "it has neither Entrypoint nor Cmd");
  } catch (const json::exception& error) {
    throw Error("cannot use", path, error.what());
  }
}

}  // namespace pyvenv
