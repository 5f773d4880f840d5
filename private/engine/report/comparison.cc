#include "report/comparison.h"

#include <optional>

namespace pyvenv {
namespace {

/// The entry at each node, null where that is a directory.
std::vector<const ReportedEntry*> ByNode(const Contents& contents) {
  std::vector<const ReportedEntry*> by_node(contents.paths.size());
  for (const ReportedEntry& entry : contents.entries) by_node[entry.node] = &entry;
  return by_node;
}

bool IsSame(const ReportedEntry& before, const ReportedEntry& after) {
  return before.type == after.type && before.size == after.size &&
         before.content == after.content && before.attributes == after.attributes;
}

}  // namespace

ChangeKind KindOf(const Change& change) {
  if (change.before == nullptr) return ChangeKind::kAdded;
  if (change.after == nullptr) return ChangeKind::kRemoved;
  return IsSame(*change.before, *change.after) ? ChangeKind::kMoved : ChangeKind::kChanged;
}

std::vector<Change> Compare(const Contents& before, const Contents& after) {
  std::vector<Change> changes;
  const std::vector<const ReportedEntry*> old = ByNode(before);
  const auto same_paths = SamePaths(before.paths, after.paths);
  std::vector<bool> is_there(before.paths.size());
  for (const ReportedEntry* entry : ByNode(after)) {
    if (entry == nullptr) continue;
    const std::optional<LayerUnion::Node> node = same_paths[entry->node];
    const ReportedEntry* const previous = node ? old[*node] : nullptr;
    if (previous != nullptr) is_there[*node] = true;
    const bool is_in_place = previous != nullptr &&
                             before.layers[previous->layer].name == after.layers[entry->layer].name;
    if (is_in_place && IsSame(*previous, *entry)) continue;
    changes.push_back({.before = previous, .after = entry});
  }
  for (const ReportedEntry* entry : old) {
    if (entry != nullptr && !is_there[entry->node]) changes.push_back({.before = entry});
  }
  return changes;
}

}  // namespace pyvenv
