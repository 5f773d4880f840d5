#include "inspect/loading.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "inspect/library_search.h"
#include "inspect/link_walk.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

/// The name of the module that a file stands for if it is an extension module, by the names that
/// CPython gives them on Linux, `x.cpython-….so` and `x.abi3.so`; else empty. A plain `x.so` may be
/// one too, or any library.
std::string_view ModuleOf(std::string_view file) {
  const size_t dot = file.find('.');
  if (dot == std::string_view::npos || !file.ends_with(".so")) return {};
  const std::string_view tag = file.substr(dot);
  if (!tag.starts_with(".cpython-") && !tag.starts_with(".abi3.")) return {};
  return file.substr(0, dot);
}

/// Whether a word after "#!" may be meant as one: a file of another language can begin so too, such
/// as Rust's "#![allow(…)]".
bool IsPath(std::string_view text) {
  constexpr std::string_view kSigns = "/._-+@~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_digit = c >= '0' && c <= '9';
    return is_letter || is_digit || kSigns.find(c) != std::string_view::npos;
  });
}

class Checks {
 public:
  Checks(const LayerUnion& layer_union, const Objects& objects, const BaseImage& base)
      : union_(layer_union), all_(objects), base_(base) {}

  LoadingFaults Run() {
    for (const Object& object : all_.malformed) {
      faults_.malformed.push_back({.node = object.node, .fault = object.facts.fault});
    }
    for (const Script& script : all_.scripts) CheckScript(script);
    if (!all_.machine) return std::move(faults_);
    faults_.machine = *all_.machine;
    CheckMachines();
    for (const Object* object : native_) {
      if (!object->facts.interpreter.empty()) {
        CheckInterpreter(object->node, object->facts.interpreter, false);
      }
    }
    CheckLibraries();
    return std::move(faults_);
  }

 private:
  void CheckScript(const Script& script) {
    if (!IsPath(script.facts.interpreter)) return;
    CheckInterpreter(script.node, script.facts.interpreter,
                     union_.Name(script.node).ends_with(".py"));
  }

  void CheckInterpreter(Node file, const std::string& path, bool is_module) {
    if (base_.HasInterpreter(path) || IsInUnion(path)) return;
    const auto [known, is_new] =
        interpreter_indexes_.try_emplace({path, is_module}, faults_.interpreters.size());
    if (is_new) {
      faults_.interpreters.push_back({.path = path, .file = file, .are_modules = is_module});
    } else {
      ++faults_.interpreters[known->second].others;
    }
  }

  [[nodiscard]] bool IsInUnion(std::string_view path) const {
    if (!path.starts_with('/')) return false;
    const LinkWalk walk = FollowPath(union_, LayerUnion::kRoot, path.substr(1));
    return walk.end == WalkEnd::kReached && union_.Type(walk.node) == MemberType::kFile;
  }

  void CheckMachines() {
    std::vector<const Object*> foreign;
    std::set<std::pair<Node, std::string_view>> modules;
    for (const Object& object : all_.objects) {
      const bool is_native = object.facts.machine == *all_.machine;
      (is_native ? native_ : foreign).push_back(&object);
      if (is_native)
        modules.emplace(union_.Parent(object.node), ModuleOf(union_.Name(object.node)));
    }
    for (const Object* object : foreign) {
      const std::string_view module = ModuleOf(union_.Name(object->node));
      faults_.foreign.push_back(
          {.node = object->node,
           .machine = object->facts.machine,
           .is_lost_module =
               !module.empty() && !modules.contains({union_.Parent(object->node), module})});
    }
  }

  void CheckLibraries() {
    std::map<std::string_view, size_t> indexes;
    for (const UnfoundLibrary& unfound : UnfoundLibraries(union_, native_)) {
      if (base_.HasLibrary(unfound.name)) continue;
      const auto [known, is_new] = indexes.try_emplace(unfound.name, faults_.libraries.size());
      if (is_new) {
        faults_.libraries.push_back({.name = std::string(unfound.name),
                                     .object = native_[unfound.object]->node,
                                     .elsewhere = unfound.elsewhere});
      } else {
        ++faults_.libraries[known->second].others;
      }
    }
  }

  const LayerUnion& union_;
  const Objects& all_;
  const BaseImage& base_;
  std::vector<const Object*> native_;
  std::map<std::pair<std::string, bool>, size_t> interpreter_indexes_;
  LoadingFaults faults_;
};

}  // namespace

LoadingFaults FindLoadingFaults(const LayerUnion& layer_union, const Objects& objects,
                                const BaseImage& base) {
  return Checks(layer_union, objects, base).Run();
}

}  // namespace pyvenv
