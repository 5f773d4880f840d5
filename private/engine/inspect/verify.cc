#include "inspect/verify.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/quantity.h"
#include "inspect/base_image.h"
#include "inspect/conflicts.h"
#include "inspect/faults.h"
#include "inspect/layer_order.h"
#include "inspect/layer_union.h"
#include "inspect/listing_reader.h"
#include "inspect/loading.h"
#include "inspect/loading_wording.h"
#include "inspect/misplaced.h"
#include "inspect/objects.h"
#include "inspect/rule_findings.h"
#include "inspect/wording.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;
using Layer = LayerUnion::Layer;

std::vector<MisplacedDistributions> Misplaced(std::span<const LayerToVerify> layers,
                                              const LayerUnion& layer_union,
                                              const std::string& root) {
  if (root.empty()) return {};
  const std::optional<Node> node = layer_union.Find(root);
  if (!node) throw Error("cannot verify", root, "no layer has this directory");
  std::vector<Layer> without_distributions;
  for (size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].name != kInterpreterLayer && layers[i].name != kMainLayer) continue;
    without_distributions.push_back(static_cast<Layer>(i));
  }
  return FindMisplaced(layer_union, without_distributions, *node);
}

void AddFindingsOfLoading(std::span<const LayerToVerify> layers, const LayerUnion& layer_union,
                          const LoadingOptions& options, std::vector<Finding>* findings) {
  std::vector<LayerFacts> facts;
  for (const LayerToVerify& layer : layers) {
    facts.push_back({.facts = layer.facts,
                     .read = layer.facts_read,
                     .is_interpreter = layer.name == kInterpreterLayer});
  }
  const BaseImage base(options.base_libraries, options.base_interpreters);
  const LoadingFaults faults = FindLoadingFaults(layer_union, ObjectsOf(layer_union, facts), base);
  for (Finding& finding :
       LoadingFindings(layers, layer_union, faults, options.warnings_are_errors)) {
    findings->push_back(std::move(finding));
  }
}

void AddFindingsOfTheRule(const VerificationInputs& inputs, std::vector<Finding>* findings) {
  if (!inputs.conflicts.empty()) {
    for (const Conflict& conflict : ReadConflicts(inputs.conflicts)) {
      findings->push_back(ConflictFinding(conflict));
    }
  }
  if (!inputs.findings.empty()) {
    for (Finding& finding : ReadRuleFindings(inputs.findings)) {
      findings->push_back(std::move(finding));
    }
  }
}

}  // namespace

Verification VerifyUnion(std::span<const LayerToVerify> layers, const VerificationInputs& inputs) {
  LayerUnion layer_union;
  for (size_t i = 0; i < layers.size(); ++i) {
    ListingReader listing(layers[i].listing);
    while (const ListedEntry* entry = listing.Next()) {
      layer_union.Add(static_cast<Layer>(i), *entry);
    }
  }
  return VerifyUnion(layers, layer_union, inputs);
}

Verification VerifyUnion(std::span<const LayerToVerify> layers, const LayerUnion& layer_union,
                         const VerificationInputs& inputs) {
  const UnionFaults faults = FindFaults(layer_union);
  const std::vector<MisplacedDistributions> misplaced = Misplaced(layers, layer_union, inputs.root);
  std::vector<Finding> findings = UnionFindings(layers, layer_union, faults, misplaced);
  AddFindingsOfLoading(layers, layer_union, inputs.loading, &findings);
  AddFindingsOfTheRule(inputs, &findings);
  SortFindings(&findings);
  return {.layers = layers.size(),
          .paths = faults.paths,
          .links = faults.links,
          .findings = std::move(findings)};
}

void SortFindings(std::vector<Finding>* findings) {
  std::stable_sort(findings->begin(), findings->end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.severity, a.kind) < std::tie(b.severity, b.kind);
  });
}

std::string VerificationReport(const Verification& verification) {
  const auto count = [&](Severity severity, std::string_view noun) {
    return Counted(CountOf(verification.findings, severity), noun);
  };
  std::string report =
      Counted(verification.layers, "layer") + ", " + Counted(verification.paths, "path") + ", " +
      Counted(verification.links, "link") + ": " + count(Severity::kError, "error") + ", " +
      count(Severity::kWarning, "warning") + ", " + count(Severity::kNote, "note") + "\n";
  for (const Finding& finding : verification.findings) report += FindingLine(finding) + "\n";
  return report;
}

}  // namespace pyvenv
