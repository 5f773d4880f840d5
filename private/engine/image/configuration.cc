#include "image/configuration.h"

#include <array>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/timestamp.h"
#include "layers/layout_reader.h"

namespace pyvenv {
namespace {

using Json = nlohmann::ordered_json;

// Beside those that are about layers, the fields that the specification knows.
constexpr std::array<const char*, 3> kInherited = {"author", "os.version", "os.features"};

// Tools write null for what an image does not have, and so does the base that is not there.
const Json* Find(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

Json PlatformFields(const Platform& platform) {
  Json fields = {{"architecture", platform.architecture}, {"os", platform.os}};
  if (!platform.variant.empty()) fields["variant"] = platform.variant;
  return fields;
}

Variables VariablesOfBase(const Json& config) {
  Variables variables;
  if (const Json* const env = Find(config, "Env")) {
    for (const Json& variable : *env) variables.push_back(variable.get<std::string>());
  }
  return variables;
}

// The object `config` in the configuration.
Json MakeExecution(const BaseLayers& base, const ImageWishes& wishes) {
  const Json* const inherited = Find(base.config, "config");
  Json config = inherited == nullptr ? Json::object() : *inherited;
  config.erase("OnBuild");
  config.erase("Cmd");
  Variables variables = VariablesOver(VariablesOfBase(config), wishes.start);
  for (const std::string& variable : wishes.variables) SetVariable(variable, &variables);
  if (!wishes.user.empty()) config["User"] = wishes.user;
  if (!variables.empty()) config["Env"] = variables;
  config["Entrypoint"] = wishes.start.entrypoint;
  if (!wishes.arguments.empty()) config["Cmd"] = wishes.arguments;
  const std::string& directory =
      wishes.working_directory.empty() ? wishes.start.working_directory : wishes.working_directory;
  if (!directory.empty()) {
    config["WorkingDir"] = directory;
  } else if (Find(config, "WorkingDir") == nullptr) {
    config["WorkingDir"] = "/";
  }
  if (!wishes.labels.empty() && Find(config, "Labels") == nullptr)
    config["Labels"] = Json::object();
  for (const auto& [name, value] : wishes.labels) config["Labels"][name] = value;
  return config;
}

Json MakeHistory(const BaseLayers& base, const std::vector<NamedLayer>& layers,
                 const std::string& created) {
  const Json* const inherited = Find(base.config, "history");
  Json history = inherited == nullptr ? Json::array() : *inherited;
  size_t told = 0;
  for (const Json& entry : history) {
    const Json* const is_empty = Find(entry, "empty_layer");
    if (is_empty == nullptr || !is_empty->get<bool>()) ++told;
  }
  for (; told < base.layers.size(); ++told) {
    history.push_back({{"created", created}, {"comment", "a layer of the base image"}});
  }
  for (const NamedLayer& layer : layers) {
    history.push_back(
        {{"created", created}, {"created_by", "pkg_pyvenv image"}, {"comment", layer.name}});
  }
  return history;
}

Json MakeRootfs(const BaseLayers& base, const std::vector<NamedLayer>& layers) {
  Json diff_ids = Json::array();
  for (const LayerSource& layer : base.layers) diff_ids.push_back(layer.descriptor->diff_id);
  for (const NamedLayer& layer : layers) {
    diff_ids.push_back(DigestText(layer.descriptor.diff_id));
  }
  return {{"type", "layers"}, {"diff_ids", std::move(diff_ids)}};
}

}  // namespace

Json MakeConfiguration(const BaseLayers& base, const std::vector<NamedLayer>& layers,
                       const ImageWishes& wishes) try {
  const std::string created = Timestamp(wishes.created);
  Json configuration = {{"created", created}};
  configuration.update(PlatformFields(wishes.platform));
  for (const char* const key : kInherited) {
    if (const Json* const value = Find(base.config, key)) configuration[key] = *value;
  }
  configuration["config"] = MakeExecution(base, wishes);
  configuration["rootfs"] = MakeRootfs(base, layers);
  configuration["history"] = MakeHistory(base, layers, created);
  return configuration;
} catch (const Json::exception& error) {
  throw Error("cannot build on the image", base.digest, error.what());
}

Json MakeManifest(const Json& config, const BaseLayers& base, const std::vector<NamedLayer>& layers,
                  const ImageWishes& wishes) {
  Json descriptors = base.descriptors;
  for (const NamedLayer& layer : layers) {
    const Json known = Json::parse(ToJson(layer.descriptor));
    descriptors.push_back({{"mediaType", known["mediaType"]},
                           {"digest", known["digest"]},
                           {"size", known["size"]},
                           {"annotations", {{kTitleAnnotation, layer.name}}}});
  }
  std::map<std::string, std::string> annotations = wishes.annotations;
  if (!base.digest.empty()) {
    annotations.try_emplace("org.opencontainers.image.base.digest", base.digest);
  }
  Json manifest = {{"schemaVersion", 2},
                   {"mediaType", kManifestType},
                   {"config", config},
                   {"layers", std::move(descriptors)}};
  if (!annotations.empty()) manifest["annotations"] = annotations;
  return manifest;
}

Json MakeIndexEntry(Json manifest, const std::string& tag, const Platform& platform) {
  manifest["platform"] = PlatformFields(platform);
  manifest["annotations"] = {{kTagAnnotation, tag}};
  return manifest;
}

}  // namespace pyvenv
