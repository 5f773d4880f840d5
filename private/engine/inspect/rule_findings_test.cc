#include "inspect/rule_findings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::rule_findings_test {

using Lines = std::vector<std::string>;

TEST(RuleFindingsTest, EveryKind) {
  const testing::TempDir temp;
  Lines lines;
  for (const Finding& finding :
       ReadRuleFindings(temp.Write("f", R"({"kind": "unmatched_pattern", "text": "\"x\" is none"}
{"text": "a and b", "kind": "claimed_twice"}
{"kind": "too_many_layers", "text": "128"}
{"kind": "many_layers", "text": "101"})"))) {
    lines.push_back(FindingLine(finding));
  }
  EXPECT_EQ(lines, (Lines{"warning: pattern that matches nothing: \"x\" is none",
                          "warning: distribution claimed twice: a and b",
                          "error: too many layers: 128", "warning: many layers: 101"}));
}

TEST(RuleFindingsTest, EmptyFile) {
  const testing::TempDir temp;
  EXPECT_TRUE(ReadRuleFindings(temp.Write("f", "")).empty());
}

TEST(RuleFindingsTest, TextThatWouldBreakALine) {
  const testing::TempDir temp;
  const std::vector<Finding> findings =
      ReadRuleFindings(temp.Write("f", R"({"kind": "many_layers", "text": "a\nb\u0000\u00e4"})"));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].text, "a\\012b\\000\xc3\xa4");
}

std::string FaultOf(const std::string& line) {
  const testing::TempDir temp;
  const testing::WorkingDirectory inside(temp.path());
  temp.Write("f", R"({"kind": "many_layers", "text": "t"})"
                  "\n" +
                      line + "\n");
  try {
    ReadRuleFindings("f");
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(RuleFindingsTest, RefusesOtherLines) {
  for (const char* line : {"", "x", "[]", R"({"kind": "many_layers", "text": "t"} x)"}) {
    EXPECT_EQ(FaultOf(line).substr(0, 21), "malformed line: f:2: ") << line;
  }
  for (const char* line :
       {"{}", R"({"kind": "many_layers"})", R"({"text": "t"})",
        R"({"kind": "many_layers", "text": ""})", R"({"kind": "many_layers", "text": 1})",
        R"({"kind": [], "text": "t"})"}) {
    EXPECT_EQ(FaultOf(line), R"(malformed line: f:2: a finding has a "kind" and a "text")") << line;
  }
  EXPECT_EQ(FaultOf(R"({"kind": "path twice", "text": "t"})"),
            R"(malformed line: f:2: unknown kind "path twice")");
}

}  // namespace pyvenv::rule_findings_test
