#include "plan/layer_groups.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace pyvenv::layer_groups_test {

using Strings = std::vector<std::string>;

std::string FaultOf(const std::vector<LayerGroup>& groups, const Strings& distributions = {}) {
  try {
    const LayerGroups parsed(groups, distributions);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(LayerGroupsTest, Defaults) {
  const LayerGroups groups(DefaultLayerGroups(), {"torch", "nvidia-cublas-cu12"});
  EXPECT_EQ(groups.order(), (Strings{"interpreter", "nvidia", "torch", "external", "main"}));
  EXPECT_EQ(groups.LayerOfDistribution("torch"), "torch");
  EXPECT_EQ(groups.LayerOfDistribution("triton"), "torch");
  EXPECT_EQ(groups.LayerOfDistribution("torchvision"), "");
  EXPECT_EQ(groups.LayerOfDistribution("nvidia-cublas-cu12"), "nvidia");
  EXPECT_EQ(groups.LayerOfDistribution("nvidia"), "");
  EXPECT_EQ(groups.LayerOfDistribution(""), "");
}

TEST(LayerGroupsTest, NameBeatsGlobAndElseTheFirst) {
  const LayerGroups groups({{"a", {"google-*"}}, {"b", {"Google.Auth"}}, {"c", {"google-c*"}}}, {});
  EXPECT_EQ(groups.LayerOfDistribution("google-auth"), "b");
  EXPECT_EQ(groups.LayerOfDistribution("google-crc32c"), "a");
}

TEST(LayerGroupsTest, FixedLayersGoWhereTheyAreNamed) {
  EXPECT_EQ(LayerGroups({{"main", {}}, {"x", {"x"}}}, {}).order(),
            (Strings{"interpreter", "main", "x", "external"}));
  EXPECT_EQ(LayerGroups({{"external", {}}}, {}).order(),
            (Strings{"interpreter", "external", "main"}));
}

TEST(LayerGroupsTest, ALayerForEachDistribution) {
  const LayerGroups groups({{"pypi-{distribution}", {"t*", "six"}}, {"rest", {"*"}}},
                           {"torch", "numpy", "six", "triton", "six"});
  EXPECT_EQ(groups.order(), (Strings{"interpreter", "pypi-six", "pypi-torch", "pypi-triton", "rest",
                                     "external", "main"}));
  EXPECT_EQ(groups.LayerOfDistribution("torch"), "pypi-torch");
  EXPECT_EQ(groups.LayerOfDistribution("numpy"), "rest");
}

TEST(LayerGroupsTest, PathsWin) {
  LayerGroups groups({{"models", {"_main/app/models/", "_main/**/*.onnx"}}, {"t", {"torch"}}}, {});
  EXPECT_EQ(groups.LayerOfPath("_main/app/models/a/b"), "models");
  EXPECT_EQ(groups.LayerOfPath("_main/x/y/z.onnx"), "models");
  EXPECT_EQ(groups.LayerOfPath("other/z.onnx"), "");
}

TEST(LayerGroupsTest, Findings) {
  LayerGroups groups({{"a", {"torch", "nothing"}}, {"b", {"torch", "lib/*.so"}}, {"c", {"t*"}}},
                     {"torch"});
  EXPECT_EQ(groups.Findings(), (Strings{"layer a: no distribution is called nothing",
                                        "layer b: nothing is at lib/*.so",
                                        "layers a and b both want torch: the first has it"}));
  EXPECT_EQ(groups.LayerOfPath("lib/x.so"), "b");
  EXPECT_EQ(groups.Findings().size(), 2);
  // A name that beats a glob is meant so.
  EXPECT_EQ(LayerGroups({{"a", {"torch"}}, {"b", {"t*"}}}, {"torch"}).Findings(), Strings{});
}

TEST(LayerGroupsTest, WhatMakesNoSense) {
  EXPECT_EQ(FaultOf({{"a/b", {}}}),
            "cannot be a layer: a/b: use letters, digits, \".\", \"_\" and \"-\"");
  EXPECT_EQ(FaultOf({{".a", {}}}), "cannot be a layer: .a: begin it with a letter or a digit");
  EXPECT_EQ(FaultOf({{"", {}}}), "cannot be a layer: : its name is empty");
  EXPECT_NE(FaultOf({{"a", {"/x"}}}), "");
  EXPECT_NE(FaultOf({{"a", {""}}}), "");
  EXPECT_NE(FaultOf({{"{distribution}", {"a/b"}}}), "");
  EXPECT_EQ(FaultOf({{"a", {}}, {"a", {}}}), "cannot be a layer: a: two groups are called so");
  EXPECT_EQ(
      FaultOf({{"{distribution}", {"*"}}}, {"main"}),
      "cannot be a layer: main: it is the name of another layer; write \"pypi-{distribution}\" "
      "for the group");
}

}  // namespace pyvenv::layer_groups_test
