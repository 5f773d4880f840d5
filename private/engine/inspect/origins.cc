#include "inspect/origins.h"

#include <string_view>

#include "tree/manifest.h"

namespace pyvenv {
namespace {

using Layer = LayerUnion::Layer;
using Node = LayerUnion::Node;

}  // namespace

void Origins::Want(Layer layer, Node node) {
  // A layer's own root is asked for too, so that Read can tell which layers are of no interest.
  while (wanted_.try_emplace(Key(layer, node)).second && node != LayerUnion::kRoot) {
    node = layers_.Parent(node);
  }
}

void Origins::Read(Layer layer, const std::string& manifest) {
  if (manifest.empty() || !wanted_.contains(Key(layer, LayerUnion::kRoot))) return;
  read_.insert(layer);
  ManifestReader reader(manifest);
  while (const Declaration* declaration = reader.Next()) {
    const std::optional<Node> node = layers_.Find(declaration->path);
    if (!node) continue;
    const auto wanted = wanted_.find(Key(layer, *node));
    if (wanted == wanted_.end()) continue;
    const bool has_label = !declaration->label.empty();
    wanted->second = {.type = declaration->type,
                      .text = std::string(has_label ? declaration->label : declaration->source),
                      .target = std::string(declaration->target)};
  }
}

std::string Origins::Of(Layer layer, Node node) const {
  const Origin& own = wanted_.at(Key(layer, node));
  if (own.type) return own.text;
  while (node != LayerUnion::kRoot) {
    node = layers_.Parent(node);
    const Origin& above = wanted_.at(Key(layer, node));
    if (above.type) return above.text;
  }
  return {};
}

bool Origins::IsComputedLink(Layer layer, Node link) const {
  if (!read_.contains(layer)) return false;
  const Origin& origin = wanted_.at(Key(layer, link));
  return !origin.type || origin.target == layers_.LinkText(link);
}

}  // namespace pyvenv
