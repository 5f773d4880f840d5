#include "inspect/finding.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyvenv::finding_test {

TEST(FindingTest, EveryKindHasAName) {
  for (int kind = 0; kind <= static_cast<int>(FindingKind::kLibraryOffThePath); ++kind) {
    const std::string line = FindingLine(
        {.severity = Severity::kNote, .kind = static_cast<FindingKind>(kind), .text = "t"});
    EXPECT_GT(line.size(), std::string("note: : t").size()) << kind;
  }
}

TEST(FindingDigestTest, ShowsAFewOfAKind) {
  const Finding error = {Severity::kError, FindingKind::kTwice, "e"};
  const Finding dangling = {Severity::kWarning, FindingKind::kDanglingLink, "w"};
  const Finding obscured = {Severity::kWarning, FindingKind::kObscured, "o"};
  const Finding note = {Severity::kNote, FindingKind::kAbsoluteLink, "n"};
  const std::vector<Finding> findings = {error,    dangling, dangling, dangling,
                                         obscured, obscured, note};
  EXPECT_EQ(FindingDigest(findings, "> ", 2, "out/re\nport"),
            "> error: path twice: e\n"
            "> warning: dangling link: w\n"
            "> warning: dangling link: w\n"
            "> warning: dangling link: … and 1 more, all in out/re\\012port\n"
            "> warning: path below another entry: o\n"
            "> warning: path below another entry: o\n");
  EXPECT_EQ(CountOf(findings, Severity::kError), 1U);
  EXPECT_EQ(CountOf(findings, Severity::kWarning), 5U);
  EXPECT_EQ(CountOf(findings, Severity::kNote), 1U);
}

TEST(FindingDigestTest, CountsErrorsAndWarningsOfAKindByThemselves) {
  const Finding error = {Severity::kError, FindingKind::kDanglingLink, "e"};
  const Finding warning = {Severity::kWarning, FindingKind::kDanglingLink, "w"};
  EXPECT_EQ(FindingDigest(std::vector<Finding>{error, warning}, "", 1, "report"),
            "error: dangling link: e\nwarning: dangling link: w\n");
}

TEST(FindingDigestTest, NothingToShow) {
  EXPECT_EQ(FindingDigest({}, "> ", 2, "report"), "");
}

}  // namespace pyvenv::finding_test
