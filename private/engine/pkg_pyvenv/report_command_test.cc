// `pkg_pyvenv report` on the files of layers.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "testing/layers.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::report_command_test {

using testing::Execute;
using testing::FileLine;
using testing::Outcome;
using testing::WriteLayer;
using Words = std::vector<std::string>;

class PkgPyvenvReportTest : public ::testing::Test {
 protected:
  PkgPyvenvReportTest() {
    for (const std::string build : {"old", "new"}) {
      WriteLayer(temp_, build + "/app_tar.main", FileLine("r/f", 3, build), 100, build);
      WriteLayer(temp_, build + "/app_tar.external", FileLine("r/lib", 3, "x"));
    }
  }

  [[nodiscard]] static Outcome Report(const Words& words) {
    const char* const program = std::getenv("PKG_PYVENV");
    EXPECT_NE(program, nullptr);
    Words command = {program, "report"};
    command.insert(command.end(), words.begin(), words.end());
    return Execute(command);
  }

  const testing::TempDir temp_;
};

TEST_F(PkgPyvenvReportTest, DirectoryOfABuild) {
  const Outcome outcome = Report({temp_.Path("new"), "-o", temp_.Path("report.html")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out + outcome.err, "");
  const std::string page = temp_.Read("report.html");
  EXPECT_NE(page.find(R"({"title":"app_tar","layers":[{"name":"external",)"), std::string::npos);
  EXPECT_NE(page.find(R"("previous":null)"), std::string::npos);
}

TEST_F(PkgPyvenvReportTest, ListingsInTheirOrderAndATitle) {
  const Outcome outcome =
      Report({temp_.Path("new/app_tar.main.mtree"), temp_.Path("new/app_tar.external.mtree"),
              "--title", "mine", "--output", temp_.Path("report.html")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(temp_.Read("report.html").find(R"({"title":"mine","layers":[{"name":"main",)"),
            std::string::npos);
}

TEST_F(PkgPyvenvReportTest, ComparesWithAnEarlierBuild) {
  const Outcome outcome =
      Report({temp_.Path("new"), "--previous", temp_.Path("old"), "-o", temp_.Path("report.html")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(temp_.Read("report.html").find(R"("changes":{"kind":"c","path":["r/f"])"),
            std::string::npos);
}

TEST_F(PkgPyvenvReportTest, FailureLeavesNothing) {
  temp_.Write("new/app_tar.main.json", "{}");
  temp_.Write("report.html", "old");
  const Outcome outcome = Report({temp_.Path("new"), "-o", temp_.Path("report.html")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "pkg_pyvenv: error: cannot read: " + temp_.Path("new/app_tar.main.json") +
                             ": not the descriptor of a layer\n");
  EXPECT_EQ(temp_.List(""), (Words{"new", "old"}));
}

TEST_F(PkgPyvenvReportTest, WrongUsage) {
  EXPECT_EQ(Report({"-o", temp_.Path("x")}).status, 2);
  EXPECT_EQ(Report({temp_.Path("new")}).status, 2);
  const std::string listing = temp_.Path("old/app_tar.main.mtree");
  const Outcome outcome = Report({temp_.Path("new"), "--previous", listing, "-o", listing});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "pkg_pyvenv: error: " + listing +
                             ": is a layer's, and would be overwritten (see --help)\n");
  EXPECT_TRUE(temp_.Read("old/app_tar.main.mtree").starts_with("#mtree"));
}

}  // namespace pyvenv::report_command_test
