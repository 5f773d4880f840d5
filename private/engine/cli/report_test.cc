// `layer_packer report` on layers that the real layer_packer has packed.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/run.h"

namespace pyvenv::report_test {

using testing::Execute;
using testing::Line;
using testing::Outcome;
using Words = std::vector<std::string>;

class ReportCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    bench_.Write("content", "content");
    const Outcome packed =
        bench_.Pack(Line("directory", "r") + Line("file", "r/</script><img onerror=x>", "content"));
    ASSERT_EQ(packed.status, 0) << packed.err;
  }

  [[nodiscard]] Outcome Report(const Words& more = {}) const {
    Words command = {bench_.packer(),
                     "report",
                     "--layer",
                     "main",
                     bench_.Path("out/layer.mtree"),
                     bench_.Path("out/layer.json")};
    command.insert(command.end(), more.begin(), more.end());
    return Execute(command);
  }

  const testing::PackerBench bench_;
};

TEST_F(ReportCommandTest, TableAlone) {
  const Outcome outcome = Report({"--output", bench_.Path("table")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(bench_.Read("table").starts_with("layer "));
  EXPECT_EQ(bench_.List("").size(), 4U);  // the table and what Pack makes
}

TEST_F(ReportCommandTest, TableAndPage) {
  const Outcome outcome = Report({"--output", bench_.Path("table"), "--html", bench_.Path("page"),
                                  "--title", "//some:target"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(bench_.Read("table").find("\nmain "), std::string::npos);
  const std::string page = bench_.Read("page");
  EXPECT_NE(page.find(R"({"title":"//some:target")"), std::string::npos);
  EXPECT_NE(page.find(R"(script>\u003cimg onerror=x>)"), std::string::npos);
  EXPECT_EQ(page.find("<img"), std::string::npos);
}

TEST_F(ReportCommandTest, NeitherOrBoth) {
  bench_.Write("out/layer.json", "{}");
  bench_.Write("table", "old");
  bench_.Write("page", "old");
  const Outcome outcome = Report({"--output", bench_.Path("table"), "--html", bench_.Path("page")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "layer_packer: error: cannot read: " + bench_.Path("out/layer.json") +
                             ": not the descriptor of a layer\n");
  EXPECT_EQ(bench_.List("").size(), 3U);
}

TEST_F(ReportCommandTest, OutputsAreOtherFilesThanInputs) {
  for (const Words& outputs :
       {Words{"--output", bench_.Path("x"), "--html", bench_.Path("x")},
        Words{"--output", bench_.Path("x"), "--html", bench_.Path("out/layer.json")},
        Words{"--output", bench_.Path("out/layer.mtree")}}) {
    const Outcome outcome = Report(outputs);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.err, "layer_packer: error: " + outputs.back() +
                               ": two flags name this file (see --help)\n");
  }
}

}  // namespace pyvenv::report_test
