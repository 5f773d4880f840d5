#include "base/path_pattern.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "testing/temp_dir.h"

namespace pyvenv::path_pattern_test {

struct Case {
  std::string pattern;
  std::string path;
  bool matches;
};

/// Reads the table of path_pattern_cases.bzl, which the environment names; the Starlark reader of
/// patterns is tested with it too.
std::vector<Case> SharedCases() {
  const char* const file = std::getenv("PATH_PATTERN_CASES");
  if (file == nullptr) throw std::runtime_error("PATH_PATTERN_CASES does not name the cases");
  const std::string text = testing::ReadFile(file);
  const std::string quotes = R"(""")";
  const std::string opening = "CASES = r" + quotes + "\n";
  const size_t start = text.find(opening) + opening.size();
  std::istringstream lines(text.substr(start, text.find(quotes, start) - start));
  std::vector<Case> cases;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ")) continue;
    const size_t path = line.find('\t');
    const size_t answer = line.rfind('\t');
    cases.push_back({.pattern = line.substr(0, path),
                     .path = line.substr(path + 1, answer - path - 1),
                     .matches = line.substr(answer + 1) == "yes"});
  }
  return cases;
}

TEST(PathPatternTest, SharedCases) {
  const std::vector<Case> cases = SharedCases();
  EXPECT_GE(cases.size(), 100U);
  for (const Case& expected : cases) {
    EXPECT_EQ(PathPattern(expected.pattern).Matches(expected.path), expected.matches)
        << "\"" << expected.pattern << "\" and \"" << expected.path << "\"";
  }
}

std::string Repeated(std::string_view text, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i) result += text;
  return result;
}

// With going back to any wildcard but the last, these would outlast everyone.
TEST(PathPatternTest, ManyWildcardsTakeNoLonger) {
  const std::string path = Repeated("a/", 200);
  EXPECT_FALSE(PathPattern(Repeated("**/", 100) + "x").Matches(path + "y"));
  EXPECT_FALSE(PathPattern(Repeated("**/a/", 100) + "x").Matches(path + "y"));
  EXPECT_TRUE(PathPattern(Repeated("**/a/", 100) + "y").Matches(path + "y"));
  EXPECT_FALSE(PathPattern(Repeated("*a", 100) + "x").Matches(Repeated("a", 1000)));
  EXPECT_TRUE(PathPattern(Repeated("*a", 100)).Matches(Repeated("a", 1000)));
}

}  // namespace pyvenv::path_pattern_test
