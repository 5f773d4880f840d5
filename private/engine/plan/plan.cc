#include "plan/plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/text_file.h"
#include "inspect/layer_order.h"

namespace pyvenv {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

void CheckKeys(const Json& object, std::initializer_list<std::string_view> known) {
  if (!object.is_object()) throw std::invalid_argument("it or a layer is no object");
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      throw std::invalid_argument("unknown key \"" + key + "\"");
    }
  }
}

const Json& Field(const Json& object, const char* whose, const char* key) {
  const auto field = object.find(key);
  if (field != object.end()) return *field;
  throw std::invalid_argument(std::string(whose) + " has no \"" + key + "\"");
}

PlannedLayer ReadLayer(const Json& json) {
  CheckKeys(json, {"name", "bytes", "distributions", "paths"});
  PlannedLayer layer;
  Field(json, "a layer", "name").get_to(layer.name);
  Field(json, "a layer", "distributions").get_to(layer.distributions);
  layer.bytes = json.value("bytes", uint64_t{0});
  layer.paths = json.value("paths", std::vector<std::string>());
  return layer;
}

Plan ReadJson(const Json& json) {
  CheckKeys(json, {"version", "layers"});
  if (Field(json, "it", "version") != kVersion) throw std::invalid_argument("not of version 1");
  Plan plan;
  for (const Json& layer : Field(json, "it", "layers")) plan.layers.push_back(ReadLayer(layer));
  return plan;
}

std::string JsonText(const std::string& text) {
  return Json(text).dump();
}

}  // namespace

Plan ReadPlan(const std::string& path) {
  const std::string text = ReadTextFile(path);
  try {
    return ReadJson(Json::parse(text));
  } catch (const Json::exception& fault) {
    // Behind "[json.exception.type_error.302] ".
    const std::string_view what = fault.what();
    throw Error("no plan of layers", path, std::string(what.substr(what.find(' ') + 1)));
  } catch (const std::invalid_argument& fault) {
    throw Error("no plan of layers", path, fault.what());
  }
}

std::string PlanAsJson(const Plan& plan) {
  Json json = {{"version", kVersion}, {"layers", Json::array()}};
  for (const PlannedLayer& layer : plan.layers) {
    Json one = {
        {"name", layer.name}, {"bytes", layer.bytes}, {"distributions", layer.distributions}};
    if (!layer.paths.empty()) one["paths"] = layer.paths;
    json["layers"].push_back(std::move(one));
  }
  return json.dump(2) + "\n";
}

std::string PlanAsBuildAttribute(const Plan& plan) {
  std::string text = "layer_groups = {\n";
  for (const PlannedLayer& layer : plan.layers) {
    std::vector<std::string> patterns;
    // The rule's `external` has its distributions without being told.
    if (layer.name != kExternalLayer) patterns = layer.distributions;
    patterns.insert(patterns.end(), layer.paths.begin(), layer.paths.end());
    text += "    # " + std::to_string(layer.bytes) + " bytes\n";
    text += "    " + JsonText(layer.name) + ": [";
    for (const std::string& pattern : patterns) text += "\n        " + JsonText(pattern) + ",";
    text += patterns.empty() ? "],\n" : "\n    ],\n";
  }
  return text + "},\n";
}

std::vector<LayerGroup> GroupsOf(const Plan& plan) {
  std::vector<LayerGroup> groups;
  for (const PlannedLayer& layer : plan.layers) {
    LayerGroup group{.name = layer.name, .patterns = layer.distributions};
    group.patterns.insert(group.patterns.end(), layer.paths.begin(), layer.paths.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<std::string> UnknownTo(const Plan& plan,
                                   const std::vector<std::string>& distributions) {
  std::set<std::string> unknown(distributions.begin(), distributions.end());
  for (const PlannedLayer& layer : plan.layers) {
    for (const std::string& known : layer.distributions) unknown.erase(known);
  }
  return {unknown.begin(), unknown.end()};
}

}  // namespace pyvenv
