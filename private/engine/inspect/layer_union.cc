#include "inspect/layer_union.h"

#include <algorithm>

#include "base/split.h"

namespace pyvenv {

LayerUnion::LayerUnion() : children_(&memory_), nodes_(1) {}

LayerUnion::Node LayerUnion::Add(Layer layer, const ListedEntry& entry) {
  const Node node = MakeNode(layer, entry.path);
  const uint32_t attributes = AttributesIndex(entry.attributes);
  Record& record = nodes_[node];
  if (record.is_listed) {
    const bool same_directory = record.type == MemberType::kDirectory &&
                                entry.type == MemberType::kDirectory &&
                                record.attributes == attributes;
    if (!same_directory) {
      clashes_.push_back({.node = node,
                          .lower = record.layer,
                          .upper = layer,
                          .lower_type = record.type,
                          .upper_type = entry.type});
    }
  }
  record.is_listed = true;
  record.was_directory |= entry.type == MemberType::kDirectory;
  record.type = entry.type;
  record.layer = layer;
  record.attributes = attributes;
  record.link = texts_.Add(entry.link);
  return node;
}

LayerUnion::Node LayerUnion::MakeNode(Layer layer, std::string_view path) {
  Node node = kRoot;
  if (path == ".") return node;
  VisitParts(path, '/', [&](std::string_view name) {
    const auto known = children_.find({.parent = node, .name = name});
    if (known != children_.end()) {
      node = known->second;
      Restore(layer, node);
      return true;
    }
    const std::string_view kept = texts_.Add(name);
    const Node made = size();
    nodes_.push_back({.name = kept, .parent = node, .layer = layer});
    children_.emplace(Key{.parent = node, .name = kept}, made);
    node = made;
    return true;
  });
  return node;
}

void LayerUnion::Restore(Layer layer, Node node) {
  Record& record = nodes_[node];
  if (record.is_removed) {
    record = {.name = record.name, .parent = record.parent, .layer = layer};
  }
}

uint32_t LayerUnion::AttributesIndex(const std::string& attributes) {
  return attributes_.try_emplace(attributes, static_cast<uint32_t>(attributes_.size()))
      .first->second;
}

void LayerUnion::Remove(Layer layer, const Removals& removals) {
  std::vector<bool> is_removed(nodes_.size());
  // Parents come first.
  for (Node node = 1; node < size(); ++node) {
    const Node parent = Parent(node);
    Record& record = nodes_[node];
    is_removed[node] =
        is_removed[parent] || removals.paths.contains(node) || removals.contents.contains(parent);
    if (is_removed[node] && record.layer < layer) record.is_removed = true;
  }
  // What the layer itself has stays, and so do the directories above.
  for (Node node = size() - 1; node > kRoot; --node) {
    if (!nodes_[node].is_removed) Restore(layer, Parent(node));
  }
}

std::string LayerUnion::Path(Node node) const {
  std::vector<std::string_view> names;
  for (; node != kRoot; node = Parent(node)) names.push_back(Name(node));
  std::reverse(names.begin(), names.end());
  std::string path;
  for (const std::string_view name : names) {
    if (!path.empty()) path += '/';
    path += name;
  }
  return path;
}

std::optional<LayerUnion::Node> LayerUnion::Child(Node directory, std::string_view name) const {
  const auto known = children_.find({.parent = directory, .name = name});
  if (known == children_.end() || nodes_[known->second].is_removed) return std::nullopt;
  return known->second;
}

std::optional<LayerUnion::Node> LayerUnion::Find(std::string_view path) const {
  Node node = kRoot;
  const bool is_known = VisitParts(path, '/', [&](std::string_view name) {
    const std::optional<Node> child = Child(node, name);
    node = child.value_or(kRoot);
    return child.has_value();
  });
  if (!is_known) return std::nullopt;
  return node;
}

std::vector<std::optional<LayerUnion::Node>> SamePaths(const LayerUnion& before,
                                                       const LayerUnion& after) {
  std::vector<std::optional<LayerUnion::Node>> same(after.size());
  same[LayerUnion::kRoot] = LayerUnion::kRoot;
  // Parents come first.
  for (LayerUnion::Node node = 1; node < after.size(); ++node) {
    const std::optional<LayerUnion::Node> parent = same[after.Parent(node)];
    if (parent) same[node] = before.Child(*parent, after.Name(node));
  }
  return same;
}

}  // namespace pyvenv
