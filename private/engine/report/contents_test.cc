#include "report/contents.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "testing/layers.h"
#include "testing/temp_dir.h"

namespace pyvenv::contents_test {

using testing::FileLine;
using testing::LinkLine;
using testing::WriteLayer;

TEST(ContentsTest, CountsAndKeepsWhatLayersHold) {
  const testing::TempDir temp;
  const std::vector<LayerFiles> files = {
      WriteLayer(temp, "t.lower", "./d type=dir\n" + FileLine("d/f", 7, "aa"), 4096),
      WriteLayer(temp, "t.main",
                 FileLine("d/g", 5, "bb") + "# ./d/h hard link: ./d/g\n" +
                     FileLine("d/h", 5, "bb") + LinkLine("l", "d/f"),
                 512)};
  Contents contents;
  ReadContents(files, &contents);

  ASSERT_EQ(contents.layers.size(), 2U);
  const LayerSummary& main = contents.layers[1];
  EXPECT_EQ(main.name, "main");
  EXPECT_EQ(main.files, 2U);
  EXPECT_EQ(main.links, 1U);
  EXPECT_EQ(main.directories, 0U);
  EXPECT_EQ(main.content, 10U);
  EXPECT_EQ(main.size, 512U);
  EXPECT_EQ(main.digest, "sha256:of t.main");
  EXPECT_EQ(contents.layers[0].directories, 1U);

  ASSERT_EQ(contents.entries.size(), 4U);
  const ReportedEntry& hard_link = contents.entries[2];
  EXPECT_EQ(contents.paths.Path(hard_link.node), "d/h");
  EXPECT_EQ(hard_link.layer, 1);
  EXPECT_EQ(hard_link.content, "bb");
  EXPECT_EQ(hard_link.hard_link, "d/g");
  EXPECT_EQ(contents.entries[1].hard_link, "");
  EXPECT_EQ(contents.entries[3].content, "d/f");
  EXPECT_EQ(contents.components.At(hard_link.node).kind, ComponentKind::kOther);
}

std::string FaultOf(const std::string& listing, const std::string& descriptor) {
  try {
    const std::vector<LayerFiles> files = {
        {.name = "x", .listing = listing, .descriptor = descriptor}};
    Contents contents;
    ReadContents(files, &contents);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(ContentsTest, RefusesOtherFiles) {
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

}  // namespace pyvenv::contents_test
