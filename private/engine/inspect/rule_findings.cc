#include "inspect/rule_findings.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "base/json_lines.h"
#include "base/path.h"

namespace pyvenv {
namespace {

struct RuleKind {
  std::string_view name;
  FindingKind kind;
  Severity severity;
};
constexpr std::array<RuleKind, 4> kRuleKinds = {{
    {"too_many_layers", FindingKind::kTooManyLayers, Severity::kError},
    {"unmatched_pattern", FindingKind::kUnmatchedPattern, Severity::kWarning},
    {"claimed_twice", FindingKind::kClaimedTwice, Severity::kWarning},
    {"many_layers", FindingKind::kManyLayers, Severity::kWarning},
}};

Finding ToFinding(std::span<const JsonField> fields) {
  const std::string_view name = TextOf(fields, "kind");
  const std::string_view text = TextOf(fields, "text");
  if (name.empty() || text.empty()) throw JsonFault{R"(a finding has a "kind" and a "text")"};
  const auto* const kind =
      std::find_if(kRuleKinds.begin(), kRuleKinds.end(),
                   [name](const RuleKind& candidate) { return candidate.name == name; });
  if (kind == kRuleKinds.end()) {
    throw JsonFault{"unknown kind \"" + Printable(name) + "\""};
  }
  return {.severity = kind->severity, .kind = kind->kind, .text = Printable(text)};
}

}  // namespace

std::vector<Finding> ReadRuleFindings(const std::string& path) {
  std::vector<Finding> findings;
  ForEachJsonLine(
      path, [&](std::span<const JsonField> fields) { findings.push_back(ToFinding(fields)); });
  return findings;
}

}  // namespace pyvenv
