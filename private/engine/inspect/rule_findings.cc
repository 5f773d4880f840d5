#include "inspect/rule_findings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/json_fields.h"
#include "base/line_reader.h"
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
  LineReader lines(path);
  JsonParser parser;
  uint32_t number = 0;
  while (const std::optional<std::string_view> line = lines.Next()) {
    ++number;
    try {
      findings.push_back(ToFinding(parser.Parse(*line)));
    } catch (const JsonFault& fault) {
      throw Error("malformed line", path + ":" + std::to_string(number), fault.cause);
    }
  }
  return findings;
}

}  // namespace pyvenv
