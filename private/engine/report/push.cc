#include "report/push.h"

#include <optional>
#include <string_view>
#include <unordered_map>

#include "base/distribution_name.h"
#include "base/split.h"

namespace pyvenv {
namespace {

/// Finds the components that links name with their versions.
class VersionedNames {
 public:
  explicit VersionedNames(const std::vector<Component>& components) {
    for (size_t i = 0; i < components.size(); ++i) {
      if (components[i].version.empty()) continue;
      by_name_.emplace(components[i].name + "-" + components[i].version, i);
    }
  }

  // Adds the layer to the components whose dist-info directories a path goes through.
  void Visit(std::string_view path, LayerUnion::Layer layer,
             std::vector<LayerNumbers>* sets) const {
    if (path.find(".dist-info") == std::string_view::npos) return;
    VisitParts(path, '/', [&](std::string_view name) {
      const std::optional<DistInfo> info = ParseDistInfo(name);
      if (!info) return true;
      const auto found = by_name_.find(info->name + "-" + info->version);
      if (found != by_name_.end()) (*sets)[found->second].insert(layer);
      return true;
    });
  }

 private:
  std::unordered_map<std::string, size_t> by_name_;
};

LayerNumbers OfAppEdit(const Contents& contents, const std::vector<LayerNumbers>& of_component) {
  const std::vector<Component>& components = contents.components.list;
  for (size_t i = 0; i < components.size(); ++i) {
    const bool is_main =
        components[i].kind == ComponentKind::kRepository && components[i].name == kMainRepository;
    if (is_main && !of_component[i].empty()) return of_component[i];
  }
  if (contents.layers.empty()) return {};
  return {static_cast<LayerUnion::Layer>(contents.layers.size() - 1)};
}

}  // namespace

Pushes FindPushes(const Contents& contents) {
  Pushes pushes;
  pushes.of_component.resize(contents.components.list.size());
  const VersionedNames names(contents.components.list);
  for (const ReportedEntry& entry : contents.entries) {
    if (entry.type == MemberType::kFile) {
      pushes.of_component[contents.components.of[entry.node]].insert(entry.layer);
    } else {
      names.Visit(contents.paths.Path(entry.node), entry.layer, &pushes.of_component);
      names.Visit(entry.content, entry.layer, &pushes.of_component);
    }
  }
  pushes.of_app_edit = OfAppEdit(contents, pushes.of_component);
  return pushes;
}

}  // namespace pyvenv
