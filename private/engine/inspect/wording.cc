#include "inspect/wording.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/path.h"
#include "base/quoted.h"
#include "inspect/layer_order.h"
#include "inspect/link_walk.h"
#include "inspect/origins.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;
using Layer = LayerUnion::Layer;

// How many distributions of one place are named.
constexpr size_t kMaxNamed = 3;

std::string_view TypeName(MemberType type) {
  switch (type) {
    case MemberType::kDirectory:
      return "a directory";
    case MemberType::kLink:
      return "a link";
    case MemberType::kFile:
      return "a file";
  }
  return {};
}

/// A path of one layer.
struct Place {
  Layer layer;
  Node node;
};

/// No manifest declares a `dist-info` directory itself, but files in it.
Node FileOf(const LayerUnion& layers, Node dist_info) {
  return layers.Child(dist_info, "METADATA").value_or(dist_info);
}

std::string Some(std::span<const std::string> names) {
  std::string some;
  for (const std::string& name : names.first(std::min(names.size(), kMaxNamed))) {
    if (!some.empty()) some += ", ";
    some += name;
  }
  if (names.size() > kMaxNamed)
    some += " and " + std::to_string(names.size() - kMaxNamed) + " more";
  return some;
}

/// Puts what was found into words.
class Wording {
 public:
  Wording(std::span<const LayerToVerify> layers, const LayerUnion& layer_union,
          const UnionFaults& faults, std::span<const MisplacedDistributions> misplaced)
      : layers_(layers),
        union_(layer_union),
        faults_(faults),
        misplaced_(misplaced),
        origins_(layer_union) {}

  std::vector<Finding> Findings() {
    ReadOrigins();
    for (const LayerUnion::Clash& clash : union_.clashes()) AddClash(clash);
    for (const UnionFaults::Below& below : faults_.below) AddBelow(below);
    for (const Node node : faults_.whiteouts) AddWhiteout(node);
    for (const UnionFaults::BadLink& bad : faults_.bad_links) AddLink(bad.link, bad.walk);
    for (const RepeatedDistribution& repeated : faults_.repeated) AddDistribution(repeated);
    for (const MisplacedDistributions& misplaced : misplaced_) AddMisplaced(misplaced);
    return std::move(findings_);
  }

 private:
  // The manifests are read once, when it is known what for.
  void ReadOrigins() {
    for (const LayerUnion::Clash& clash : union_.clashes()) {
      origins_.Want(clash.lower, clash.node);
      origins_.Want(clash.upper, clash.node);
    }
    for (const UnionFaults::Below& below : faults_.below) Want({below.node, below.above});
    for (const Node node : faults_.whiteouts) Want({node});
    for (const UnionFaults::BadLink& bad : faults_.bad_links) Want({bad.link, bad.walk.link});
    for (const RepeatedDistribution& repeated : faults_.repeated) {
      Want({FileOf(union_, repeated.first), FileOf(union_, repeated.second)});
    }
    for (const MisplacedDistributions& misplaced : misplaced_) Want({misplaced.file});
    for (size_t i = 0; i < layers_.size(); ++i) {
      origins_.Read(static_cast<Layer>(i), layers_[i].manifest);
    }
  }

  void Want(std::initializer_list<Node> nodes) {
    for (const Node node : nodes) origins_.Want(union_.LayerOf(node), node);
  }

  // "main: @@//pkg:x; external: external/repo/x": the layers, and who brought the paths there.
  [[nodiscard]] std::string OriginsOf(std::initializer_list<Place> places) const {
    std::string text;
    for (const Place& place : places) {
      if (!text.empty()) text += "; ";
      text += layers_[place.layer].name;
      const std::string origin = origins_.Of(place.layer, place.node);
      if (!origin.empty()) text += ": " + origin;
    }
    return text;
  }

  [[nodiscard]] std::string OriginsOf(std::initializer_list<Node> nodes) const {
    std::string text;
    for (const Node node : nodes) {
      if (!text.empty()) text += "; ";
      text += OriginsOf({Place{union_.LayerOf(node), node}});
    }
    return text;
  }

  void Add(Severity severity, FindingKind kind, Node node, const std::string& what,
           const std::string& origins) {
    const std::string path = node == LayerUnion::kRoot ? "." : union_.Path(node);
    findings_.push_back({.severity = severity,
                         .kind = kind,
                         .text = FindingText(path, what, origins),
                         .path = path,
                         .layer = layers_[union_.LayerOf(node)].name});
  }

  void AddClash(const LayerUnion::Clash& clash) {
    const bool same_type = clash.lower_type == clash.upper_type;
    std::string what(TypeName(clash.lower_type));
    what += " in layer " + layers_[clash.lower].name + ", ";
    what += same_type ? "and again" : TypeName(clash.upper_type);
    what += " in layer " + layers_[clash.upper].name;
    if (same_type && clash.lower_type == MemberType::kDirectory) {
      what += " with another mode, owner or time";
    }
    const bool is_on_purpose = union_.IsImage() && clash.lower != clash.upper;
    Add(is_on_purpose ? Severity::kNote : Severity::kError,
        same_type ? FindingKind::kTwice : FindingKind::kTwoTypes, clash.node, what,
        OriginsOf({Place{clash.lower, clash.node}, Place{clash.upper, clash.node}}));
  }

  void AddBelow(const UnionFaults::Below& below) {
    const std::string what =
        union_.Path(below.above) + " is " + std::string(TypeName(union_.Type(below.above)));
    const bool may_be_sound = union_.IsImage() && union_.IsLink(below.above);
    Add(may_be_sound ? Severity::kWarning : Severity::kError, FindingKind::kBelowNoDirectory,
        below.node, what, OriginsOf({below.node, below.above}));
  }

  void AddWhiteout(Node node) {
    Add(Severity::kError, FindingKind::kWhiteout, node,
        "a name that starts with \".wh.\" removes files of the layers below", OriginsOf({node}));
  }

  void AddLink(Node link, const LinkWalk& walk) {
    const bool is_own = walk.link == link;
    const bool is_missing = walk.end == WalkEnd::kMissing || walk.end == WalkEnd::kNoDirectory;
    const bool is_mistake =
        is_missing && origins_.IsComputedLink(union_.LayerOf(walk.link), walk.link);
    std::string what = Quoted(union_.LinkText(link)) + " ";
    if (!is_own) {
      what += "leads to the link " + union_.Path(walk.link) + ", whose text ";
      what += Quoted(union_.LinkText(walk.link)) + " ";
    }
    what += LinkFault(walk, ConfinesOf(union_, link));
    if (is_mistake) what += "; tar_runfiles made this link, please report it";
    const auto [severity, kind] = LinkVerdict(walk.end, is_mistake);
    Add(severity, kind, link, what, is_own ? OriginsOf({link}) : OriginsOf({link, walk.link}));
  }

  [[nodiscard]] std::string LinkFault(const LinkWalk& walk, Node confines) const {
    switch (walk.end) {
      case WalkEnd::kReached:
      case WalkEnd::kMounted:
        return {};
      case WalkEnd::kMissing:
        return "leads to " + JoinPath(union_.Path(walk.node), walk.name) + ", which is in no layer";
      case WalkEnd::kNoDirectory:
        return "leads below " + union_.Path(walk.node) + ", which is no directory";
      case WalkEnd::kLeaves:
        return "leads above " +
               (confines == LayerUnion::kRoot ? "the image's root" : union_.Path(confines));
      case WalkEnd::kAbsolute:
        return "has to be in the image";
      case WalkEnd::kTooManyLinks:
        return "leads in a circle, or through more than 40 links";
    }
    return {};
  }

  [[nodiscard]] std::pair<Severity, FindingKind> LinkVerdict(WalkEnd end, bool is_mistake) const {
    if (end == WalkEnd::kAbsolute) return {Severity::kNote, FindingKind::kAbsoluteLink};
    if (end == WalkEnd::kLeaves) {
      return {union_.IsImage() ? Severity::kWarning : Severity::kError, FindingKind::kLeavingLink};
    }
    if (end == WalkEnd::kTooManyLinks) return {Severity::kError, FindingKind::kCyclicLink};
    return {is_mistake ? Severity::kError : Severity::kWarning, FindingKind::kDanglingLink};
  }

  void AddDistribution(const RepeatedDistribution& repeated) {
    Add(Severity::kWarning, FindingKind::kRepeatedDistribution, repeated.second,
        repeated.name + " is also at " + union_.Path(repeated.first),
        OriginsOf({FileOf(union_, repeated.second), FileOf(union_, repeated.first)}));
  }

  void AddMisplaced(const MisplacedDistributions& misplaced) {
    const std::string& layer = layers_[misplaced.layer].name;
    const std::string what =
        Some(misplaced.names) + (misplaced.names.size() == 1 ? " is" : " are") +
        " packed again with every change of layer " + layer +
        R"(; to pack them apart, add "external": [")" + misplaced.pattern + R"("] to layer_groups)";
    Add(Severity::kWarning,
        layer == kMainLayer ? FindingKind::kDistributionInMain
                            : FindingKind::kDistributionInInterpreter,
        misplaced.site_packages, what, OriginsOf({misplaced.file}));
  }

  const std::span<const LayerToVerify> layers_;
  const LayerUnion& union_;
  const UnionFaults& faults_;
  const std::span<const MisplacedDistributions> misplaced_;
  Origins origins_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> UnionFindings(std::span<const LayerToVerify> layers,
                                   const LayerUnion& layer_union, const UnionFaults& faults,
                                   std::span<const MisplacedDistributions> misplaced) {
  return Wording(layers, layer_union, faults, misplaced).Findings();
}

Finding ConflictFinding(const Conflict& conflict) {
  const bool is_below = !conflict.below.empty();
  std::string kept = conflict.kept_label.empty() ? conflict.kept : conflict.kept_label;
  std::string dropped = conflict.dropped_label.empty() ? conflict.dropped : conflict.dropped_label;
  if (kept == dropped) {
    // One label in two configurations.
    kept = conflict.kept;
    dropped = conflict.dropped;
  }
  const std::string what = is_below ? "left out, since it lies below the entry " + conflict.below
                                    : "of two files one was left out, as Bazel does";
  return {.severity = Severity::kWarning,
          .kind = is_below ? FindingKind::kObscured : FindingKind::kOverridden,
          .text = FindingText(conflict.path, what, "in: " + kept + "; left out: " + dropped)};
}

}  // namespace pyvenv
