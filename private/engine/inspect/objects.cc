#include "inspect/objects.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "inspect/facts_reader.h"
#include "inspect/link_walk.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;
using Layer = LayerUnion::Layer;

/// How many objects are made for each machine.
using Votes = std::map<ElfMachine, size_t>;

std::optional<ElfMachine> Winner(const Votes& votes) {
  std::optional<ElfMachine> winner;
  size_t most = 0;
  for (const auto& [machine, count] : votes) {
    if (count == most) winner.reset();
    if (count <= most) continue;
    winner = machine;
    most = count;
  }
  return winner;
}

bool IsProgram(const ElfFacts& facts) {
  // Some libraries can be run as well.
  return !facts.interpreter.empty() && facts.soname.empty();
}

class Collection {
 public:
  explicit Collection(const LayerUnion& layer_union) : union_(layer_union) {}

  void Add(Layer layer, const FileFacts& file, bool is_interpreter) {
    const std::optional<Node> node = union_.Find(file.path);
    if (!node || union_.LayerOf(*node) != layer || union_.Type(*node) != MemberType::kFile) return;
    if (file.elf) AddElf(*node, *file.elf, is_interpreter);
    if (file.script) all_.scripts.push_back({.node = *node, .facts = *file.script});
  }

  Objects Take() {
    AddOriginsOfLinks();
    all_.machine = Winner(interpreter_votes_.empty() ? votes_ : interpreter_votes_);
    return std::move(all_);
  }

 private:
  void AddElf(Node node, const ElfFacts& facts, bool is_interpreter) {
    const Object object = {.node = node, .facts = facts, .origins = {union_.Parent(node)}};
    if (!facts.fault.empty()) {
      all_.malformed.push_back(object);
      return;
    }
    const bool is_object = facts.type == kElfExecutable || facts.type == kElfSharedObject;
    if (!is_object || !IsLinuxProcessor(facts.machine)) return;
    ++votes_[facts.machine];
    if (is_interpreter) ++interpreter_votes_[facts.machine];
    index_.emplace(node, all_.objects.size());
    all_.objects.push_back(object);
  }

  void AddOriginsOfLinks() {
    if (index_.empty()) return;
    for (Node link = 0; link < union_.size(); ++link) {
      if (!union_.IsListed(link) || !union_.IsLink(link)) continue;
      const LinkWalk walk = FollowLink(union_, link);
      if (walk.end != WalkEnd::kReached) continue;
      const auto found = index_.find(walk.node);
      if (found == index_.end()) continue;
      Object& object = all_.objects[found->second];
      if (!IsProgram(object.facts)) object.origins.push_back(union_.Parent(link));
    }
  }

  const LayerUnion& union_;
  Objects all_;
  std::unordered_map<Node, size_t> index_;
  Votes votes_;
  Votes interpreter_votes_;
};

}  // namespace

Objects ObjectsOf(const LayerUnion& layer_union, std::span<const LayerFacts> layers) {
  Collection collection(layer_union);
  for (size_t i = 0; i < layers.size(); ++i) {
    const auto layer = static_cast<Layer>(i);
    for (const FileFacts& file : layers[i].read) {
      collection.Add(layer, file, layers[i].is_interpreter);
    }
    if (layers[i].facts.empty()) continue;
    ForEachFacts(layers[i].facts, [&](const FileFacts& file) {
      collection.Add(layer, file, layers[i].is_interpreter);
    });
  }
  return collection.Take();
}

}  // namespace pyvenv
