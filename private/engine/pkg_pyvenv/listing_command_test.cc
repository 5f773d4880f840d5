// `pkg_pyvenv listing` beside the listings that layer_packer writes.

#include <gtest/gtest.h>

#include "testing/command_bench.h"
#include "testing/image.h"

namespace pyvenv::listing_command_test {

using testing::Line;
using testing::Outcome;

class ListingCommandTest : public ::testing::Test {
 protected:
  // With names that are hard to write, links, and an equal file.
  [[nodiscard]] std::string Manifest() const {
    bench_.Write("f", std::string(5000, 'f'));
    return Line("directory", "r") + Line("file", "r/a b=c#*[?\\", "f") +
           Line("file", "r/n\nl", "f") + Line("file", "r/caf\xc3\xa9", "f") +
           Line("file", "r/" + std::string(200, 'n'), "f") +
           Line("link", "r/l", "to this # place") + Line("empty", "r/e");
  }

  const testing::CommandBench bench_;
};

TEST_F(ListingCommandTest, IsTheTextOfLayerPacker) {
  for (const std::string compression : {"none", "gzip", "zstd"}) {
    bench_.PackTo("layer", Manifest(), compression);
    bench_.Shell("mv layer.tar* tar");
    const Outcome outcome = bench_.Run({"listing", "tar"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, bench_.Read("layer.mtree")) << compression;
    EXPECT_NE(outcome.out.find(" hard link: "), std::string::npos);
  }
}

TEST_F(ListingCommandTest, Output) {
  bench_.PackTo("layer", Manifest());
  const Outcome outcome = bench_.Run({"listing", "layer.tar", "--output", "written"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(bench_.Read("written"), bench_.Read("layer.mtree"));
  for (const std::string file : {"./layer.tar", "layer.json"}) {
    const Outcome refused = bench_.Run({"listing", "layer.tar", "--output", file});
    EXPECT_EQ(refused.status, 2);
    EXPECT_EQ(refused.err, "pkg_pyvenv: error: " + file +
                               ": is a layer's, and would be overwritten (see --help)\n");
    EXPECT_TRUE(std::filesystem::exists(bench_.Path(file)));
  }
  // The listing beside the tar is not what is read.
  EXPECT_EQ(bench_.Run({"listing", "layer.tar", "--output", "layer.mtree"}).status, 0);
  EXPECT_EQ(bench_.Read("layer.mtree"), bench_.Read("written"));
  EXPECT_EQ(bench_.Run({"listing", "layer.mtree", "--output", "layer.mtree"}).status, 2);
}

TEST_F(ListingCommandTest, NothingHalfIsLeft) {
  bench_.PackTo("layer", Manifest());
  bench_.Write("half", bench_.Read("layer.tar").substr(0, 3000));
  const Outcome outcome = bench_.Run({"listing", "half", "--output", "written"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("half: "), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(bench_.Path("written")));
}

TEST_F(ListingCommandTest, LayerOfAnImage) {
  bench_.PackTo("a", Manifest());
  bench_.PackTo("b", Line("empty", "x"), "gzip");
  testing::WriteImage(bench_, "layout", "v1", {{"a.tar", "a.json"}, {"b.tar.gz", "b.json"}});
  EXPECT_EQ(bench_.Run({"listing", "layout", "--layer", "layer 2"}).out, bench_.Read("b.mtree"));
  const Outcome outcome = bench_.Run({"listing", "layout:v1"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "pkg_pyvenv: error: --layer: name one of layer 1, layer 2 (see --help)\n");
}

}  // namespace pyvenv::listing_command_test
