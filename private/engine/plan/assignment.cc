#include "plan/assignment.h"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "inspect/layer_order.h"
#include "tree/add_declaration.h"
#include "tree/tree_parts.h"
#include "tree/walk.h"

namespace pyvenv {
namespace {

class Assigner {
 public:
  Assigner(const SourceTree& source, const LayerWishes& wishes)
      : source_(source),
        wishes_(wishes),
        groups_(wishes.groups, Distributions(source)),
        exclude_(source.exclude.begin(), source.exclude.end()) {}

  Assignment Run() {
    for (const Owner& owner : source_.owners) layers_of_owners_.push_back(LayerOf(owner));
    for (uint32_t i = 0; i < source_.entries.size(); ++i) Assign(i);
    std::erase_if(layers_, [](const auto& layer) { return !layer.second.has_entries; });
    const Budget& budget = wishes_.budget;
    if (wishes_.wants_sizes || budget.min_layer_size > 0 || budget.max_layers > 0) Weigh();
    KeepToBudget();
    return Finish();
  }

 private:
  struct Layer {
    AssignedLayer assigned;
    bool has_entries = false;  // not only what was left out
  };

  static std::vector<std::string> Distributions(const SourceTree& source) {
    std::vector<std::string> names;
    for (const Owner& owner : source.owners) {
      if (!owner.distribution.empty()) names.push_back(owner.distribution);
    }
    return names;
  }

  [[nodiscard]] std::string LayerOf(const Owner& owner) const {
    if (owner.kind == Owner::Kind::kInterpreter) return std::string(kInterpreterLayer);
    if (!owner.distribution.empty()) {
      std::string layer = groups_.LayerOfDistribution(owner.distribution);
      if (!layer.empty()) return layer;
    }
    return std::string(owner.kind == Owner::Kind::kMain ? kMainLayer : kExternalLayer);
  }

  void Assign(uint32_t index) {
    const SourceEntry& entry = source_.entries[index];
    std::string name;
    // Ways in and directories are no one's to move.
    const bool may_move = entry.root != 0 && entry.type != DeclarationType::kDirectory;
    if (may_move) name = groups_.LayerOfPath(source_.PathBelowRoot(entry));
    if (name.empty()) name = layers_of_owners_[entry.owner];
    Layer& layer = layers_[name];
    layer.assigned.entries.push_back(index);
    if (entry.type != DeclarationType::kExcluded) layer.has_entries = true;
  }

  void Weigh() {
    for (auto& [name, layer] : layers_) {
      for (const uint32_t index : layer.assigned.entries) {
        layer.assigned.bytes += BytesOf(source_.entries[index]);
      }
    }
  }

  [[nodiscard]] uint64_t BytesOf(const SourceEntry& entry) const {
    if (entry.type == DeclarationType::kContent) return entry.text.size();
    if (entry.type != DeclarationType::kFile) return 0;
    const struct stat status = StatusOf(entry.text);
    if (!S_ISDIR(status.st_mode)) return static_cast<uint64_t>(status.st_size);
    uint64_t bytes = 0;
    const std::string below_root(source_.PathBelowRoot(entry));
    WalkDirectory(entry.text, [&](const std::string& path, const std::string& file, FileKind) {
      if (MatchesAny(exclude_, JoinPath(below_root, path))) return;
      bytes += static_cast<uint64_t>(StatusOf(file).st_size);
    });
    return bytes;
  }

  void KeepToBudget() {
    std::vector<LayerSize> sizes;
    for (const std::string& name : groups_.order()) {
      const auto found = layers_.find(name);
      if (found == layers_.end()) continue;
      sizes.push_back(
          {.name = name, .bytes = found->second.assigned.bytes, .is_planned = IsPlanned(name)});
    }
    merged_ = LayersToMerge(sizes, wishes_.budget);
    for (const std::string& name : merged_) {
      AssignedLayer layer = std::move(layers_.extract(name).mapped().assigned);
      AssignedLayer& external = layers_[std::string(kExternalLayer)].assigned;
      external.entries.insert(external.entries.end(), layer.entries.begin(), layer.entries.end());
      external.bytes += layer.bytes;
    }
  }

  [[nodiscard]] bool IsPlanned(std::string_view name) const {
    if (wishes_.earlier == nullptr) return false;
    const std::vector<PlannedLayer>& layers = wishes_.earlier->layers;
    return std::any_of(layers.begin(), layers.end(),
                       [&](const PlannedLayer& layer) { return layer.name == name; });
  }

  Assignment Finish() {
    Assignment assignment{.layers = {}, .findings = groups_.Findings(), .merged = merged_};
    for (uint32_t i = 0; i < source_.owners.size(); ++i) {
      const Owner& owner = source_.owners[i];
      if (owner.distribution.empty()) continue;
      const std::string& layer = layers_of_owners_[i];
      const auto found = layers_.find(merged_.contains(layer) ? kExternalLayer : layer);
      if (found != layers_.end())
        found->second.assigned.distributions.push_back(owner.distribution);
    }
    for (const std::string& name : groups_.order()) {
      auto found = layers_.extract(name);
      if (!found) continue;
      AssignedLayer& layer = found.mapped().assigned;
      layer.name = name;
      // One may be there twice: for two processors, or as an egg too.
      std::vector<std::string>& distributions = layer.distributions;
      std::sort(distributions.begin(), distributions.end());
      distributions.erase(std::unique(distributions.begin(), distributions.end()),
                          distributions.end());
      assignment.layers.push_back(std::move(layer));
    }
    // Nothing may be lost.
    if (!layers_.empty()) throw std::logic_error("no place for layer " + layers_.begin()->first);
    return assignment;
  }

  const SourceTree& source_;
  const LayerWishes& wishes_;
  LayerGroups groups_;
  std::vector<PathPattern> exclude_;
  std::vector<std::string> layers_of_owners_;  // before any is merged
  std::map<std::string, Layer, std::less<>> layers_;
  std::set<std::string, std::less<>> merged_;
};

// So many that threads have something to do at a time, and few enough for all of them.
constexpr size_t kEntriesOfPart = 2048;

void AddEntry(const SourceTree& source, const SourceEntry& entry, Tree* tree) {
  Declaration declaration{.type = entry.type, .path = entry.path, .executable = entry.executable};
  if (entry.type == DeclarationType::kLink) {
    declaration.target = entry.text;
  } else {
    declaration.source = entry.text;
  }
  if (entry.type == DeclarationType::kFile && !source.exclude.empty()) {
    declaration.exclude.assign(source.exclude.begin(), source.exclude.end());
    declaration.exclude_base = source.roots[entry.root];
  }
  AddDeclaration(declaration, tree);
}

}  // namespace

Assignment AssignLayers(const SourceTree& source, const LayerWishes& wishes) {
  return Assigner(source, wishes).Run();
}

Tree LayerTree(const SourceTree& source, const AssignedLayer& layer, TaskPool& pool) {
  TreeParts parts("", pool);
  const std::span<const uint32_t> indexes = layer.entries;
  for (size_t begin = 0; begin < indexes.size(); begin += kEntriesOfPart) {
    const size_t size = std::min(kEntriesOfPart, indexes.size() - begin);
    parts.Begin([&source, some = indexes.subspan(begin, size)](Tree* part) {
      for (const uint32_t index : some) AddEntry(source, source.entries[index], part);
    });
  }
  Tree tree = parts.Finish();
  std::set<uint32_t> roots;
  for (const uint32_t index : indexes) roots.insert(source.entries[index].root);
  for (const uint32_t root : roots) {
    if (root == 0) continue;
    AddDeclaration({.type = DeclarationType::kDirectory, .path = source.roots[root]}, &tree);
  }
  tree.Seal();
  return tree;
}

Plan PlanOf(const Assignment& assignment, const std::vector<LayerGroup>& groups) {
  const auto has_paths_of = [&](const AssignedLayer& layer, const LayerGroup& group) {
    return layer.name == (assignment.merged.contains(group.name) ? kExternalLayer : group.name);
  };
  Plan plan;
  for (const AssignedLayer& layer : assignment.layers) {
    PlannedLayer planned{.name = layer.name,
                         .distributions = layer.distributions,
                         .paths = {},
                         .bytes = layer.bytes};
    for (const LayerGroup& group : groups) {
      if (!has_paths_of(layer, group)) continue;
      std::copy_if(
          group.patterns.begin(), group.patterns.end(), std::back_inserter(planned.paths),
          [](const std::string& pattern) { return pattern.find('/') != std::string::npos; });
    }
    plan.layers.push_back(std::move(planned));
  }
  return plan;
}

}  // namespace pyvenv
