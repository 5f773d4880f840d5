#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "inspect/facts_reader.h"
#include "inspect/finding.h"
#include "inspect/layer_union.h"
#include "layers/layer_reader.h"
#include "layers/layer_set.h"

namespace pyvenv {

/// Reads one layer into a union, and finds what is wrong with it by itself.
class LayerCheck {
 public:
  /// `layer`: its number, bottom to top. In an image whiteouts are meant, and special files too.
  LayerCheck(const LayerSource& source, LayerUnion::Layer layer, LayerUnion* layer_union,
             std::vector<Finding>* findings);

  /// What cannot be read becomes a finding. `progress` may be null.
  void Run(Progress* progress);

  /// After Run: what the files of a tar need of an image.
  [[nodiscard]] std::vector<FileFacts> TakeFacts() { return std::move(facts_); }

 private:
  void ReadMembers(LayerReader* reader);
  void CheckMember(const LayerMember& member);
  [[nodiscard]] bool IsPossible(const LayerMember& member);
  [[nodiscard]] bool IsWhiteout(std::string_view path);
  void CompareWithListing(const LayerMember& member);
  void CheckEndOfListing();
  void CheckDescriptor(const LayerDescriptor& file);
  void Add(Severity severity, FindingKind kind, std::string_view path, const std::string& what);

  const LayerSource& source_;
  const LayerUnion::Layer layer_;
  LayerUnion& union_;
  std::vector<Finding>& findings_;
  std::vector<FileFacts> facts_;
  std::map<std::pair<Severity, FindingKind>, size_t> counts_;
  std::unique_ptr<LayerReader> listing_;  // of the tar, until they part
  LayerUnion::Removals removals_;
};

}  // namespace pyvenv
