#include "inspect/report.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv {
namespace {

TEST(ReportTest, SumsUpLayers) {
  const testing::TempDir temp;
  const std::string listing = temp.Write("l",
                                         "#mtree\n./d type=dir\n./d/f type=file size=7\n./d/g "
                                         "type=file size=5\n./d/l type=link link=f\n");
  const std::string descriptor = temp.Write("d", R"({"digest": "sha256:ab", "size": 4096})");
  const LayerSummary layer = Summarize("main", listing, descriptor);
  EXPECT_EQ(ReportTable(std::vector<LayerSummary>{layer, layer}),
            "layer        files     links      dirs   content bytes     layer bytes  digest\n"
            "main             2         1         1              12            4096  sha256:ab\n"
            "main             2         1         1              12            4096  sha256:ab\n"
            "2 layers         4         2         2              24            8192\n");
}

TEST(ReportTest, TheWidestNameSetsTheWidth) {
  EXPECT_EQ(ReportTable(std::vector<LayerSummary>{{.name = "a_long_name"}}),
            "layer           files     links      dirs   content bytes     layer bytes  digest\n"
            "a_long_name         0         0         0               0               0\n"
            "1 layer             0         0         0               0               0\n");
}

std::string FaultOf(const std::string& listing, const std::string& descriptor) {
  try {
    Summarize("x", listing, descriptor);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(ReportTest, RefusesOtherFiles) {
  const testing::TempDir temp;
  const std::string listing = temp.Write("l", "#mtree\n");
  const std::string absent = temp.Path("absent");
  const std::string gone = absent + ": No such file or directory";
  EXPECT_EQ(FaultOf(listing, absent), "cannot read: " + gone);
  EXPECT_EQ(FaultOf(absent, temp.Write("d", "{}")), "cannot read: " + gone);
  for (const char* text : {"", "{}", "[1]", R"({"digest": "x"})", R"({"size": 1})",
                           R"({"digest": 1, "size": 1})", R"({"digest": "x", "size": "1"})"}) {
    EXPECT_EQ(FaultOf(listing, temp.Write("d", text)),
              "cannot read: " + temp.Path("d") + ": not the descriptor of a layer")
        << text;
  }
  EXPECT_NE(FaultOf(temp.Write("n", "text"), temp.Path("d")).find("not a listing"),
            std::string::npos);
}

}  // namespace
}  // namespace pyvenv
