#include "inspect/library_search.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <string>
#include <unordered_map>

#include "base/path.h"
#include "inspect/link_walk.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

/// Where the linkers of glibc and musl look in the end, whatever the distribution.
constexpr std::array<std::string_view, 5> kDefaultDirectories = {"lib", "usr/lib", "lib64",
                                                                 "usr/lib64", "usr/local/lib"};

/// Whether a directory of these is one of an architecture, as Debian has it: "x86_64-linux-gnu".
bool IsOfAnArchitecture(std::string_view name) {
  return name.find("-linux-gnu") != std::string_view::npos ||
         name.find("-linux-musl") != std::string_view::npos;
}

/// What follows `$ORIGIN/` or `${ORIGIN}/`; empty if `text` starts with neither.
std::optional<std::string_view> BelowOrigin(std::string_view text) {
  for (const std::string_view token : {"$ORIGIN", "${ORIGIN}"}) {
    if (!text.starts_with(token)) continue;
    text.remove_prefix(token.size());
    if (text.empty()) return ".";
    if (text.starts_with('/')) return text.substr(1);
  }
  return std::nullopt;
}

class Search {
 public:
  Search(const LayerUnion& layer_union, std::span<const Object* const> objects)
      : union_(layer_union), objects_(objects), paths_(objects.size()) {
    for (size_t i = 0; i < objects.size(); ++i) {
      index_.emplace(objects[i]->node, i);
      AddNames(i);
      AddSearchPath(i);
    }
    if (union_.IsImage()) AddDefaultDirectories();
  }

  std::vector<UnfoundLibrary> Run() {
    PassOnRpaths();
    std::vector<UnfoundLibrary> unfound;
    for (size_t i = 0; i < objects_.size(); ++i) {
      for (const std::string& name : objects_[i]->facts.needed) {
        if (Find(i, name).empty()) {
          unfound.push_back({.object = i, .name = name, .elsewhere = Elsewhere(name)});
        }
      }
    }
    return unfound;
  }

 private:
  /// The directories in which libraries are looked for.
  struct SearchPath {
    std::set<Node> runpath;
    std::set<Node> rpath;      // its own
    std::set<Node> inherited;  // of what loads it
  };

  void AddNames(size_t index) {
    const Object& object = *objects_[index];
    if (!object.facts.soname.empty()) names_.emplace(object.facts.soname, object.node);
    names_.emplace(union_.Name(object.node), object.node);
  }

  void AddSearchPath(size_t index) {
    const Object& object = *objects_[index];
    if (object.facts.runpath) {
      AddDirectories(object, *object.facts.runpath, &paths_[index].runpath);
    } else if (object.facts.rpath) {
      AddDirectories(object, *object.facts.rpath, &paths_[index].rpath);
      const bool is_program = !object.facts.interpreter.empty();
      if (is_program) program_rpath_.insert(paths_[index].rpath.begin(), paths_[index].rpath.end());
    }
  }

  void AddDirectories(const Object& object, std::string_view path, std::set<Node>* directories) {
    while (!path.empty()) {
      const size_t end = std::min(path.find(':'), path.size());
      for (const Node node : Expand(object, path.substr(0, end))) {
        if (union_.IsDirectory(node)) directories->insert(node);
      }
      path.remove_prefix(std::min(end + 1, path.size()));
    }
  }

  void AddDefaultDirectories() {
    std::set<Node> above;
    for (const std::string_view path : kDefaultDirectories) {
      const LinkWalk walk = FollowPath(union_, LayerUnion::kRoot, path);
      if (walk.end == WalkEnd::kReached && union_.IsDirectory(walk.node)) above.insert(walk.node);
    }
    for (Node node = 1; node < union_.size(); ++node) {
      const bool is_one = above.contains(union_.Parent(node)) && union_.IsDirectory(node) &&
                          IsOfAnArchitecture(union_.Name(node));
      if (is_one) default_directories_.insert(node);
    }
    default_directories_.merge(above);
  }

  /// What a path of an object leads to, from each of its origins.
  [[nodiscard]] std::vector<Node> Expand(const Object& object, std::string_view path) const {
    std::vector<Node> nodes;
    const auto follow = [&](Node directory, std::string_view rest) {
      const LinkWalk walk = FollowPath(union_, directory, rest);
      if (walk.end == WalkEnd::kReached) nodes.push_back(walk.node);
    };
    if (const std::optional<std::string_view> rest = BelowOrigin(path)) {
      for (const Node origin : object.origins) follow(origin, *rest);
    } else if (path.starts_with('/')) {
      follow(LayerUnion::kRoot, path.substr(1));
    }
    return nodes;
  }

  /// The objects that serve one as what it needs by this name.
  [[nodiscard]] std::vector<size_t> Find(size_t index, std::string_view name) const {
    std::vector<size_t> found;
    const auto add = [&](Node node) {
      const auto object = index_.find(node);
      if (object != index_.end()) found.push_back(object->second);
    };
    if (name.find('/') != std::string_view::npos) {
      for (const Node node : Expand(*objects_[index], name)) add(node);
      return found;
    }
    const auto look_in = [&](const std::set<Node>& directories) {
      for (const Node directory : directories) {
        if (const std::optional<Node> file = FileIn(directory, name)) add(*file);
      }
    };
    const SearchPath& path = paths_[index];
    if (objects_[index]->facts.runpath) {
      look_in(path.runpath);
    } else {
      look_in(path.rpath);
      look_in(path.inherited);
      look_in(program_rpath_);
    }
    look_in(default_directories_);
    return found;
  }

  [[nodiscard]] std::optional<Node> FileIn(Node directory, std::string_view name) const {
    const std::optional<Node> child = union_.Child(directory, name);
    if (!child || !union_.IsLink(*child)) return child;
    const LinkWalk walk = FollowLink(union_, *child);
    if (walk.end != WalkEnd::kReached) return std::nullopt;
    return walk.node;
  }

  // What an object finds by an inherited directory may inherit more: until nothing changes.
  void PassOnRpaths() {
    std::deque<size_t> changed;
    for (size_t i = 0; i < objects_.size(); ++i) {
      if (!paths_[i].rpath.empty()) changed.push_back(i);
    }
    while (!changed.empty()) {
      const size_t index = changed.front();
      changed.pop_front();
      for (const std::string& name : objects_[index]->facts.needed) {
        for (const size_t library : Find(index, name)) {
          if (PassOn(paths_[index], &paths_[library])) changed.push_back(library);
        }
      }
    }
  }

  static bool PassOn(const SearchPath& loader, SearchPath* library) {
    const size_t before = library->inherited.size();
    library->inherited.insert(loader.rpath.begin(), loader.rpath.end());
    library->inherited.insert(loader.inherited.begin(), loader.inherited.end());
    return library->inherited.size() > before;
  }

  [[nodiscard]] std::optional<Node> Elsewhere(std::string_view name) const {
    const auto found = names_.find(NameOf(name));
    if (found == names_.end()) return std::nullopt;
    return found->second;
  }

  const LayerUnion& union_;
  const std::span<const Object* const> objects_;
  std::vector<SearchPath> paths_;
  std::unordered_map<Node, size_t> index_;
  std::unordered_map<std::string_view, Node> names_;
  std::set<Node> program_rpath_;
  std::set<Node> default_directories_;  // of a whole image
};

}  // namespace

std::vector<UnfoundLibrary> UnfoundLibraries(const LayerUnion& layer_union,
                                             std::span<const Object* const> objects) {
  return Search(layer_union, objects).Run();
}

}  // namespace pyvenv
