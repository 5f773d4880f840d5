#include "plan/layer_index.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "source/variables.h"

namespace pyvenv {

using Json = nlohmann::ordered_json;

namespace {

// Names alone: an index must not reach out of its directory.
void AddFile(const Json& json, const char* key, std::vector<std::string>* files) {
  if (!json.is_object() || !json.contains(key) || !json[key].is_string()) return;
  const auto file = json[key].get<std::string>();
  if (!file.empty() && file.find('/') == std::string::npos) files->push_back(file);
}

}  // namespace

std::string LayerIndexAsJson(const std::vector<PackedLayer>& layers, const StartConfig& config,
                             const std::string& user, const std::string& sbom) {
  Json json = {{"layers", Json::array()}};
  for (const PackedLayer& layer : layers) {
    Json one = {{"name", layer.name},
                {"tar", layer.tar},
                {"listing", layer.listing},
                {"descriptor", layer.descriptor_file}};
    one.update(Json::parse(ToJson(layer.descriptor)));
    json["layers"].push_back(std::move(one));
  }
  json["config"] = {
      {"Entrypoint", config.entrypoint},
      {"Env", VariablesOver({}, config)},
      {"WorkingDir", config.working_directory.empty() ? "/" : config.working_directory}};
  if (!user.empty()) json["config"]["User"] = user;
  if (!sbom.empty()) json["sbom"] = sbom;
  return json.dump(2) + "\n";
}

std::vector<std::string> FilesOfLayerIndex(const std::string& path) {
  std::ifstream in(path);
  const Json json = Json::parse(in, nullptr, false);
  std::vector<std::string> files;
  if (!json.is_object() || !json.contains("layers") || !json["layers"].is_array()) return files;
  for (const Json& layer : json["layers"]) {
    for (const char* const key : {"tar", "listing", "descriptor"}) AddFile(layer, key, &files);
  }
  AddFile(json, "sbom", &files);
  return files;
}

}  // namespace pyvenv
