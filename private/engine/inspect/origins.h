#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "inspect/layer_union.h"
#include "tree/declaration.h"

namespace pyvenv {

/// Who brought a path to a layer, as the manifests tell. They are read for the paths alone that
/// something is to be said about, which are none in a clean union.
class Origins {
 public:
  explicit Origins(const LayerUnion& layers) : layers_(layers) {}

  /// Asks for a path of a layer; before Read.
  void Want(LayerUnion::Layer layer, LayerUnion::Node node);

  /// Reads the manifest of a layer, if anything in it is wanted; an empty path is no manifest.
  void Read(LayerUnion::Layer layer, const std::string& manifest);

  /// The label that brought a wanted path; for a source file, which has none in the manifest, its
  /// path in the build. Of what lies in a tree, that of the tree. Empty if the manifest does not
  /// say.
  [[nodiscard]] std::string Of(LayerUnion::Layer layer, LayerUnion::Node node) const;

  /// Whether a wanted link has the text that the rule worked out for it, and not a raw link's. So
  /// has one that the manifest does not know; where there is no manifest nobody worked out
  /// anything.
  [[nodiscard]] bool IsComputedLink(LayerUnion::Layer layer, LayerUnion::Node link) const;

 private:
  struct Origin {
    std::optional<DeclarationType> type;
    std::string text;
    std::string target;  // of a link, as the rule wants it
  };

  static uint64_t Key(LayerUnion::Layer layer, LayerUnion::Node node) {
    return uint64_t{node} << 16U | layer;
  }

  const LayerUnion& layers_;
  std::unordered_map<uint64_t, Origin> wanted_;
  std::unordered_set<LayerUnion::Layer> read_;
};

}  // namespace pyvenv
