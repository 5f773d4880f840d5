#include "inspect/layer_union.h"

#include <algorithm>
#include <cstring>

namespace pyvenv {

LayerUnion::LayerUnion() : children_(&memory_), nodes_(1) {}

LayerUnion::Node LayerUnion::Add(Layer layer, const ListedEntry& entry) {
  const Node node = MakeNode(layer, entry.path);
  const uint16_t attributes = AttributesIndex(entry.attributes);
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
  record.link = Keep(entry.link);
  return node;
}

LayerUnion::Node LayerUnion::MakeNode(Layer layer, std::string_view path) {
  Node node = kRoot;
  VisitNames(path, [&](std::string_view name) {
    const auto known = children_.find({.parent = node, .name = name});
    if (known != children_.end()) {
      node = known->second;
      return true;
    }
    const std::string_view kept = Keep(name);
    const Node made = size();
    nodes_.push_back({.name = kept, .parent = node, .layer = layer});
    children_.emplace(Key{.parent = node, .name = kept}, made);
    node = made;
    return true;
  });
  return node;
}

std::string_view LayerUnion::Keep(std::string_view text) {
  if (text.empty()) return {};
  auto* const copy = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

uint16_t LayerUnion::AttributesIndex(std::string_view attributes) {
  const auto known = std::find(attributes_.begin(), attributes_.end(), attributes);
  const auto index = static_cast<uint16_t>(known - attributes_.begin());
  if (known == attributes_.end()) attributes_.emplace_back(attributes);
  return index;
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
  if (known == children_.end()) return std::nullopt;
  return known->second;
}

std::optional<LayerUnion::Node> LayerUnion::Find(std::string_view path) const {
  Node node = kRoot;
  const bool is_known = VisitNames(path, [&](std::string_view name) {
    const std::optional<Node> child = Child(node, name);
    node = child.value_or(kRoot);
    return child.has_value();
  });
  if (!is_known) return std::nullopt;
  return node;
}

}  // namespace pyvenv
