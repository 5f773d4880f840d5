#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "digest/sha256.h"
#include "testing/temp_dir.h"

namespace pyvenv::testing {

/// A layer to put in an image: its file and its descriptor, by their names in a directory.
struct ImageLayer {
  std::string tar;
  std::string descriptor;
};

inline nlohmann::json AddBlob(const TempDir& dir, const std::string& layout,
                              const std::string& bytes, const std::string& media_type) {
  Sha256 hash;
  hash.Update(bytes);
  const std::string hex = ToHex(hash.Finish());
  dir.Write(layout + "/blobs/sha256/" + hex, bytes);
  return {{"mediaType", media_type}, {"digest", "sha256:" + hex}, {"size", bytes.size()}};
}

/// Adds an image of these layers to an OCI image layout, under a tag.
inline void WriteImage(const TempDir& dir, const std::string& layout, const std::string& tag,
                       const std::vector<ImageLayer>& files,
                       const nlohmann::json& how_to_start = nlohmann::json::object()) {
  using nlohmann::json;
  json layers = json::array();
  json diff_ids = json::array();
  for (const ImageLayer& layer : files) {
    const json descriptor = json::parse(dir.Read(layer.descriptor));
    layers.push_back(AddBlob(dir, layout, dir.Read(layer.tar), descriptor["mediaType"]));
    diff_ids.push_back(descriptor["diffID"]);
  }
  const json config = AddBlob(dir, layout,
                              json{{"os", "linux"},
                                   {"config", how_to_start},
                                   {"rootfs", {{"type", "layers"}, {"diff_ids", diff_ids}}}}
                                  .dump(),
                              "application/vnd.oci.image.config.v1+json");
  json manifest = AddBlob(dir, layout,
                          json{{"schemaVersion", 2}, {"config", config}, {"layers", layers}}.dump(),
                          "application/vnd.oci.image.manifest.v1+json");
  manifest["annotations"]["org.opencontainers.image.ref.name"] = tag;
  json index = {{"schemaVersion", 2}, {"manifests", json::array()}};
  dir.MakeDirectory(layout);
  const std::vector<std::string> present = dir.List(layout);
  if (std::find(present.begin(), present.end(), "index.json") != present.end()) {
    index = json::parse(dir.Read(layout + "/index.json"));
  }
  index["manifests"].push_back(manifest);
  dir.Write(layout + "/index.json", index.dump());
  dir.Write(layout + "/oci-layout", R"({"imageLayoutVersion": "1.0.0"})");
}

}  // namespace pyvenv::testing
