#include "inspect/link_walk.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

constexpr int kMaxLinks = 40;

// Of the root: what is in them is there as soon as the image runs (OCI runtime-spec, "Default
// Filesystems"; /run is a tmpfs for many).
constexpr std::array<std::string_view, 4> kMounted = {"dev", "proc", "run", "sys"};

// The directory may itself be the topmost one that is listed.
Node ConfinesOfDirectory(const LayerUnion& layers, Node directory) {
  const Node above = ConfinesOf(layers, directory);
  return above == LayerUnion::kRoot && layers.IsListed(directory) ? directory : above;
}

class Walker {
 public:
  Walker(const LayerUnion& layers, Node link)
      : layers_(layers), confines_(ConfinesOf(layers, link)), at_(layers.Parent(link)) {
    EnterLink(link);
  }

  Walker(const LayerUnion& layers, Node directory, std::string_view path)
      : layers_(layers), confines_(ConfinesOfDirectory(layers, directory)), at_(directory) {
    pending_.push_back({.rest = path, .link = LayerUnion::kRoot, .is_done = false});
  }

  LinkWalk Run() {
    while (!end_ && !pending_.empty()) {
      if (pending_.back().is_done) {
        pending_.pop_back();
      } else {
        Step(TakeName());
      }
    }
    return end_.value_or(
        LinkWalk{.end = WalkEnd::kReached, .node = at_, .link = link_, .name = {}});
  }

 private:
  // What is left of a link's text.
  struct Pending {
    std::string_view rest;
    Node link;
    bool is_done;
  };

  std::string_view TakeName() {
    Pending& pending = pending_.back();
    link_ = pending.link;
    const size_t end = pending.rest.find('/');
    const std::string_view name = pending.rest.substr(0, end);
    pending.is_done = end == std::string_view::npos;
    if (!pending.is_done) pending.rest.remove_prefix(end + 1);
    return name;
  }

  void Step(std::string_view name) {
    // "x/" and "x/." want a directory at x as much as "x/y" does.
    if (!layers_.IsDirectory(at_)) return End(WalkEnd::kNoDirectory, at_, name);
    if (name.empty() || name == ".") return;
    if (name == "..") return StepUp();
    const std::optional<Node> child = layers_.Child(at_, name);
    if (!child) return End(IsMounted(name) ? WalkEnd::kMounted : WalkEnd::kMissing, at_, name);
    if (layers_.IsLink(*child)) return EnterLink(*child);
    at_ = *child;
  }

  // Whether what is missing here may be there when the image runs.
  [[nodiscard]] bool IsMounted(std::string_view name) const {
    if (!layers_.IsImage()) return false;
    for (Node node = at_; node != LayerUnion::kRoot; node = layers_.Parent(node)) {
      name = layers_.Name(node);
    }
    return std::find(kMounted.begin(), kMounted.end(), name) != kMounted.end();
  }

  void StepUp() {
    if (at_ == confines_) return End(WalkEnd::kLeaves, at_, "..");
    at_ = layers_.Parent(at_);
  }

  void EnterLink(Node link) {
    link_ = link;
    const std::string_view text = layers_.LinkText(link);
    if (++links_ > kMaxLinks) return End(WalkEnd::kTooManyLinks, link, {});
    if (text.starts_with('/')) {
      if (!layers_.IsImage()) return End(WalkEnd::kAbsolute, link, {});
      at_ = LayerUnion::kRoot;
    }
    pending_.push_back({.rest = text, .link = link, .is_done = false});
  }

  void End(WalkEnd end, Node node, std::string_view name) {
    end_ = {.end = end, .node = node, .link = link_, .name = name};
  }

  const LayerUnion& layers_;
  const Node confines_;
  Node at_;
  Node link_ = LayerUnion::kRoot;
  int links_ = 0;
  std::vector<Pending> pending_;
  std::optional<LinkWalk> end_;
};

}  // namespace

Node ConfinesOf(const LayerUnion& layers, Node link) {
  Node confines = LayerUnion::kRoot;
  if (layers.IsImage() || layers.IsListed(confines)) return confines;
  for (Node node = layers.Parent(link); node != LayerUnion::kRoot; node = layers.Parent(node)) {
    if (layers.IsListed(node)) confines = node;
  }
  return confines;
}

LinkWalk FollowLink(const LayerUnion& layers, Node link) {
  return Walker(layers, link).Run();
}

LinkWalk FollowPath(const LayerUnion& layers, Node directory, std::string_view path) {
  return Walker(layers, directory, path).Run();
}

}  // namespace pyvenv
