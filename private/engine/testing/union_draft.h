#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "inspect/layer_union.h"
#include "inspect/objects.h"
#include "pack/facts.h"
#include "testing/memory_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::testing {

/// A union with the facts of its files, as packing would leave it.
class UnionDraft {
 public:
  UnionDraft() : facts_(1) { Directory("r"); }

  /// From here on entries go to the next layer.
  void NextLayer() { facts_.emplace_back(); }

  void SetIsImage() { union_.SetIsImage(); }

  void Directory(std::string_view path) { Add(path, MemberType::kDirectory, {}); }
  void Link(std::string_view path, std::string_view text) { Add(path, MemberType::kLink, text); }
  void File(std::string_view path, std::string_view content) {
    Add(path, MemberType::kFile, {});
    FactsWriter(&facts_.back()).Add(path, content);
  }

  [[nodiscard]] const LayerUnion& layers() const { return union_; }

  /// `interpreter`: the number of its layer; -1 for none.
  [[nodiscard]] Objects ReadObjects(int interpreter = -1) const {
    const TempDir temp;
    std::vector<LayerFacts> facts;
    for (size_t i = 0; i < facts_.size(); ++i) {
      facts.push_back({.facts = temp.Write(std::to_string(i), facts_[i].bytes()),
                       .is_interpreter = static_cast<int>(i) == interpreter});
    }
    return ObjectsOf(union_, facts);
  }

 private:
  void Add(std::string_view path, MemberType type, std::string_view link) {
    union_.Add(static_cast<LayerUnion::Layer>(facts_.size() - 1), {.path = std::string(path),
                                                                   .type = type,
                                                                   .size = 0,
                                                                   .link = std::string(link),
                                                                   .attributes = {}});
  }

  LayerUnion union_;
  std::deque<MemorySink> facts_;
};

}  // namespace pyvenv::testing
