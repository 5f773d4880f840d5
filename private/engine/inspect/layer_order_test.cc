#include "inspect/layer_order.h"

#include <gtest/gtest.h>

namespace pyvenv::layer_order_test {

using Stems = std::vector<std::string_view>;
using Strings = std::vector<std::string>;

// "target|layer" of each.
Strings Split(const Stems& stems) {
  Strings split;
  for (const LayerStem& stem : SplitStems(stems)) split.push_back(stem.target + "|" + stem.layer);
  return split;
}

TEST(SplitStemsTest, FixedLayersTellWhereTheTargetEnds) {
  EXPECT_EQ(Split({"app.main", "app.nvidia"}), (Strings{"app|main", "app|nvidia"}));
  EXPECT_EQ(Split({"app.v2.external", "app.v2.a.b"}), (Strings{"app.v2|external", "app.v2|a.b"}));
  EXPECT_EQ(Split({"app.my.main", "app.main"}), (Strings{"app|my.main", "app|main"}));
}

TEST(SplitStemsTest, OtherwiseWhatAllShare) {
  EXPECT_EQ(Split({"app.v2.a", "app.v2.b"}), (Strings{"app.v2|a", "app.v2|b"}));
  EXPECT_EQ(Split({"app.v2.a", "app.c"}), (Strings{"app|v2.a", "app|c"}));
  EXPECT_EQ(Split({"app.v2.a"}), Strings{"app.v2|a"});
}

TEST(SplitStemsTest, OfSeveralTargets) {
  EXPECT_EQ(Split({"app.a.main", "app.b.main"}), (Strings{"app.a|main", "app.b|main"}));
  EXPECT_EQ(Split({"x.a", "y.b"}), (Strings{"x|a", "y|b"}));
}

TEST(SplitStemsTest, OfNoTarget) {
  EXPECT_EQ(Split({}), Strings{});
  EXPECT_EQ(Split({"main", "layer", "x."}), (Strings{"|main", "|layer", "|x."}));
  EXPECT_EQ(Split({"python-3.11", "python-3.12"}), (Strings{"|python-3.11", "|python-3.12"}));
  EXPECT_EQ(Split({"", ".main"}), (Strings{"|", "|.main"}));
}

}  // namespace pyvenv::layer_order_test
