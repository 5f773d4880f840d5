// What is left out of a layer, told by its listing.

#include <gtest/gtest.h>

#include <string>

#include "testing/run.h"

namespace pyvenv::exclude_test {

using testing::Line;
using testing::Outcome;

TEST(ExcludeTest, IsInTheListingAndNotInTheLayer) {
  const testing::PackerBench bench;
  bench.Write("t/keep.py", "kept content");
  bench.Write("t/a b.pyi", "excluded content");
  std::string tree = Line("tree", "r/x/t", "t");
  tree.insert(tree.size() - 2, R"(, "exclude": ["*.pyi"], "exclude_base": "r")");
  const Outcome outcome =
      bench.Pack(Line("directory", "r") + Line("excluded", "r/y/f.pyi", "", "//:f") + tree);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const std::string listing = bench.Read("out/layer.mtree");
  EXPECT_NE(listing.find("\n# ./r/x/t/a\\040b.pyi omitted: excluded\n"), std::string::npos);
  EXPECT_NE(listing.find("\n# ./r/y/f.pyi omitted: excluded\n"), std::string::npos);
  EXPECT_NE(listing.find("\n./r/x/t/keep.py "), std::string::npos);
  EXPECT_EQ(listing.find("\n./r/y"), std::string::npos) << listing;
  const std::string layer = bench.Read("out/layer.tar");
  EXPECT_NE(layer.find("kept content"), std::string::npos);
  EXPECT_EQ(layer.find("excluded content"), std::string::npos);
}

}  // namespace pyvenv::exclude_test
