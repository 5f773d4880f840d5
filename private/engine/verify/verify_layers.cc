#include "verify/verify_layers.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "layers/json_text.h"
#include "verify/layer_check.h"

namespace pyvenv {

Verification VerifyLayers(const LayerSet& set, const VerificationInputs& inputs,
                          Progress* progress) {
  LayerUnion layer_union;
  if (set.is_image) layer_union.SetIsImage();
  std::vector<Finding> findings;
  std::vector<LayerToVerify> layers;
  for (const LayerSource& source : set.layers) {
    const auto number = static_cast<LayerUnion::Layer>(layers.size());
    LayerCheck check(source, number, &layer_union, &findings);
    check.Run(progress);
    layers.push_back({.name = source.name,
                      .listing = source.listing,
                      .manifest = source.manifest,
                      .facts = source.tar.empty() ? source.facts : std::string(),
                      .facts_read = check.TakeFacts()});
  }
  Verification verification = VerifyUnion(layers, layer_union, inputs);
  std::move(findings.begin(), findings.end(), std::back_inserter(verification.findings));
  SortFindings(&verification.findings);
  return verification;
}

std::string VerificationJson(const Verification& verification) {
  using nlohmann::ordered_json;
  ordered_json json = {{"layers", verification.layers},
                       {"paths", verification.paths},
                       {"links", verification.links},
                       {"errors", CountOf(verification.findings, Severity::kError)},
                       {"warnings", CountOf(verification.findings, Severity::kWarning)},
                       {"notes", CountOf(verification.findings, Severity::kNote)}};
  ordered_json& list = json["findings"] = ordered_json::array();
  for (const Finding& finding : verification.findings) {
    ordered_json item = {{"severity", SeverityName(finding.severity)},
                         {"kind", KindName(finding.kind)},
                         {"text", finding.text}};
    if (!finding.path.empty()) item["path"] = finding.path;
    if (!finding.layer.empty()) item["layer"] = finding.layer;
    list.push_back(std::move(item));
  }
  return AsciiOf(json) + "\n";
}

}  // namespace pyvenv
