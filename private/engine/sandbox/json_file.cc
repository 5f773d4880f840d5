#include "sandbox/json_file.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "sandbox/text_file.h"

namespace pyvenv {

nlohmann::json ReadJsonFile(const std::string& path) {
  nlohmann::json json = nlohmann::json::parse(ReadTextFile(path), nullptr, false);
  if (json.is_discarded()) throw Error("cannot read", path, "not JSON");
  return json;
}

}  // namespace pyvenv
