#include "image/index.h"

#include <algorithm>
#include <string>
#include <utility>

#include "layers/layout_reader.h"

namespace pyvenv {
namespace {

using Json = nlohmann::ordered_json;

std::string TagOf(const Json& entry) {
  if (!entry.contains("annotations") || !entry["annotations"].is_object()) return {};
  const Json& annotations = entry["annotations"];
  const bool has_tag =
      annotations.contains(kTagAnnotation) && annotations[kTagAnnotation].is_string();
  return has_tag ? annotations[kTagAnnotation].get<std::string>() : std::string();
}

}  // namespace

Json NewIndex() {
  return {{"schemaVersion", 2}, {"mediaType", kIndexType}, {"manifests", Json::array()}};
}

bool IsIndex(const Json& document) {
  return document.is_object() && document.contains("manifests") &&
         document["manifests"].is_array() &&
         std::all_of(document["manifests"].begin(), document["manifests"].end(),
                     [](const Json& entry) { return entry.is_object(); });
}

Json WithEntry(Json index, const Json& entry) {
  Json manifests = Json::array();
  bool is_in = false;
  for (Json& present : index["manifests"]) {
    if (TagOf(present) != TagOf(entry)) {
      manifests.push_back(std::move(present));
    } else if (!is_in) {
      manifests.push_back(entry);
      is_in = true;
    }
  }
  if (!is_in) manifests.push_back(entry);
  index["manifests"] = std::move(manifests);
  return index;
}

}  // namespace pyvenv
