#include "sandbox/oci_layout.h"

#include <sys/utsname.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "sandbox/json_file.h"

namespace pyvenv {
namespace {

// What a machine calls its processor, and what images do (the names of Go).
std::string ThisArchitecture() {
  static const std::map<std::string, std::string> names = {
      {"x86_64", "amd64"}, {"aarch64", "arm64"}, {"i686", "386"}, {"armv7l", "arm"}};
  utsname name{};
  ::uname(&name);
  const auto known = names.find(name.machine);
  return known == names.end() ? name.machine : known->second;
}

std::string BlobPath(const std::string& layout, const nlohmann::json& descriptor) {
  std::string digest = descriptor.at("digest").get<std::string>();
  const size_t colon = digest.find(':');
  if (colon == std::string::npos || digest.find('/') != std::string::npos) {
    throw Error("cannot read", layout, "\"" + digest + "\" is no digest");
  }
  return layout + "/blobs/" + digest.replace(colon, 1, "/");
}

bool IsForThisMachine(const nlohmann::json& descriptor) {
  if (!descriptor.contains("platform")) return true;
  const nlohmann::json& platform = descriptor.at("platform");
  return platform.value("os", "linux") == "linux" &&
         platform.value("architecture", "") == ThisArchitecture();
}

// An index may hold indexes; in the end there is a manifest, which has layers.
nlohmann::json FindManifest(const std::string& layout, nlohmann::json document) {
  for (int depth = 0; depth < 8; ++depth) {
    if (document.contains("layers")) return document;
    const nlohmann::json* chosen = nullptr;
    for (const nlohmann::json& descriptor : document.at("manifests")) {
      if (!IsForThisMachine(descriptor)) continue;
      if (chosen != nullptr) throw Error("cannot use", layout, "it holds several images");
      chosen = &descriptor;
    }
    if (chosen == nullptr) {
      throw Error("cannot use", layout, "it holds no image for linux/" + ThisArchitecture());
    }
    document = ReadJsonFile(BlobPath(layout, *chosen));
  }
  throw Error("cannot use", layout, "its indexes are nested too deeply");
}

}  // namespace

bool IsOciLayout(const std::string& directory) {
  return std::filesystem::exists(directory + "/oci-layout");
}

std::vector<std::string> LayersOfOciLayout(const std::string& directory) {
  try {
    std::vector<std::string> layers;
    const nlohmann::json manifest =
        FindManifest(directory, ReadJsonFile(directory + "/index.json"));
    for (const nlohmann::json& layer : manifest.at("layers")) {
      layers.push_back(BlobPath(directory, layer));
    }
    return layers;
  } catch (const nlohmann::json::exception& error) {
    throw Error("cannot use", directory, error.what());
  }
}

}  // namespace pyvenv
