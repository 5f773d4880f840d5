#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/text_arena.h"
#include "inspect/listing_reader.h"
#include "tar/header.h"

namespace pyvenv {

/// All layers of one binary, laid over one another, bottom first: a tree of names, so that
/// a path costs no more than its last name, and links can be followed a name at a time.
///
/// A node is a path. Those that no layer lists, the directories above the topmost listed ones, are
/// nodes too: in an image they are the base image's.
class LayerUnion {
 public:
  using Node = uint32_t;
  using Layer = uint16_t;

  /// The root of the image; a layer lists it as ".".
  static constexpr Node kRoot = 0;

  /// One path that two layers list (or one layer twice), other than as the same directory.
  struct Clash {
    Node node;
    Layer lower;
    Layer upper;
    MemberType lower_type;
    MemberType upper_type;
  };

  LayerUnion();
  LayerUnion(const LayerUnion&) = delete;
  LayerUnion& operator=(const LayerUnion&) = delete;
  ~LayerUnion() = default;

  /// Adds an entry of a layer; layers come bottom to top. What an upper layer lists replaces what
  /// a lower one does, as in an image. Returns the node of its path.
  Node Add(Layer layer, const ListedEntry& entry);

  /// The layers are a whole image, and what is in none of them is nowhere.
  void SetIsImage() { is_image_ = true; }
  [[nodiscard]] bool IsImage() const { return is_image_; }

  /// What whiteouts of a layer remove (OCI image-spec, "Whiteouts").
  struct Removals {
    std::unordered_set<Node> paths;     ///< with all below
    std::unordered_set<Node> contents;  ///< of these directories all below
  };

  /// Removes what layers below `layer` have at these places; to be called after all of the layer
  /// has been added. The nodes stay, but are neither listed nor found any more.
  void Remove(Layer layer, const Removals& removals);

  [[nodiscard]] const std::vector<Clash>& clashes() const { return clashes_; }

  /// Nodes are numbered from 0, parents before what they hold.
  [[nodiscard]] Node size() const { return static_cast<Node>(nodes_.size()); }

  [[nodiscard]] Node Parent(Node node) const { return nodes_[node].parent; }
  [[nodiscard]] std::string_view Name(Node node) const { return nodes_[node].name; }
  [[nodiscard]] std::string Path(Node node) const;

  [[nodiscard]] std::optional<Node> Child(Node directory, std::string_view name) const;
  [[nodiscard]] std::optional<Node> Find(std::string_view path) const;

  /// Whether a layer lists the path.
  [[nodiscard]] bool IsListed(Node node) const {
    return nodes_[node].is_listed && !nodes_[node].is_removed;
  }

  /// Directories that no layer lists count.
  [[nodiscard]] bool IsDirectory(Node node) const {
    return nodes_[node].type == MemberType::kDirectory && !nodes_[node].is_removed;
  }
  [[nodiscard]] bool IsLink(Node node) const {
    return nodes_[node].type == MemberType::kLink && !nodes_[node].is_removed;
  }

  // What follows tells of a removed path what it was.

  /// Whether any layer lists the path as a directory.
  [[nodiscard]] bool WasDirectory(Node node) const { return nodes_[node].was_directory; }

  /// What the uppermost layer that lists the path has there; a directory if none does.
  [[nodiscard]] MemberType Type(Node node) const { return nodes_[node].type; }

  /// A link's text.
  [[nodiscard]] std::string_view LinkText(Node node) const { return nodes_[node].link; }

  /// The uppermost layer that lists the path, or if none does the first to list one below it.
  [[nodiscard]] Layer LayerOf(Node node) const { return nodes_[node].layer; }

 private:
  struct Record {
    std::string_view name;
    std::string_view link;
    Node parent = kRoot;
    Layer layer = 0;
    uint32_t attributes = 0;
    MemberType type = MemberType::kDirectory;
    bool is_listed = false;
    bool was_directory = false;
    bool is_removed = false;
  };

  struct Key {
    Node parent;
    std::string_view name;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {
      return std::hash<std::string_view>()(key.name) ^ (key.parent * size_t{0x9e3779b97f4a7c15});
    }
  };

  Node MakeNode(Layer layer, std::string_view path);
  void Restore(Layer layer, Node node);
  uint32_t AttributesIndex(const std::string& attributes);

  TextArena texts_;                             // names, and the texts of links
  std::pmr::monotonic_buffer_resource memory_;  // of what follows, and goes all at once
  std::pmr::unordered_map<Key, Node, KeyHash> children_;
  std::vector<Record> nodes_;
  // A handful: every entry of our layers has the same. In others' each may have its own time.
  std::unordered_map<std::string, uint32_t> attributes_;
  std::vector<Clash> clashes_;
  bool is_image_ = false;
};

/// For each path of `after`, that of `before`, by node.
std::vector<std::optional<LayerUnion::Node>> SamePaths(const LayerUnion& before,
                                                       const LayerUnion& after);

}  // namespace pyvenv
