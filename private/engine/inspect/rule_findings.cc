#include "inspect/rule_findings.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
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

/// The string with this key; empty if there is none, or if it is no string.
std::string_view Field(const simdjson::dom::object& object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) != simdjson::SUCCESS) return {};
  return text;
}

/// `place`: of the line, for messages.
Finding ToFinding(const simdjson::dom::object& object, const std::string& place) {
  const std::string_view name = Field(object, "kind");
  const std::string_view text = Field(object, "text");
  if (name.empty() || text.empty()) {
    throw Error("malformed line", place, R"(a finding has a "kind" and a "text")");
  }
  const auto* const kind =
      std::find_if(kRuleKinds.begin(), kRuleKinds.end(),
                   [name](const RuleKind& candidate) { return candidate.name == name; });
  if (kind == kRuleKinds.end()) {
    throw Error("malformed line", place, "unknown kind \"" + Printable(name) + "\"");
  }
  return {.severity = kind->severity, .kind = kind->kind, .text = Printable(text)};
}

}  // namespace

std::vector<Finding> ReadRuleFindings(const std::string& path) {
  std::vector<Finding> findings;
  LineReader lines(path, simdjson::SIMDJSON_PADDING);
  simdjson::dom::parser parser;
  uint32_t number = 0;
  while (const std::optional<std::string_view> line = lines.Next()) {
    const std::string place = path + ":" + std::to_string(++number);
    simdjson::dom::object object;
    if (parser.parse(line->data(), line->size(), false).get(object) != simdjson::SUCCESS) {
      throw Error("malformed line", place, "not a JSON object");
    }
    findings.push_back(ToFinding(object, place));
  }
  return findings;
}

}  // namespace pyvenv
