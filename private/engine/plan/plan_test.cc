#include "plan/plan.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::plan_test {

using Strings = std::vector<std::string>;

const Plan kPlan{.layers = {
                     {.name = "interpreter", .distributions = {}, .paths = {}, .bytes = 7},
                     {.name = "torch",
                      .distributions = {"torch", "triton"},
                      .paths = {"models/**"},
                      .bytes = 900},
                     {.name = "external", .distributions = {"six"}, .paths = {}, .bytes = 3},
                 }};

class PlanTest : public ::testing::Test {
 protected:
  std::string FaultOf(std::string_view text) const {
    try {
      ReadPlan(temp_.Write("plan.json", text));
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }

  const testing::TempDir temp_;
};

TEST_F(PlanTest, IsReadAsItIsWritten) {
  const Plan plan = ReadPlan(temp_.Write("plan.json", PlanAsJson(kPlan)));
  EXPECT_EQ(PlanAsJson(plan), PlanAsJson(kPlan));
  ASSERT_EQ(plan.layers.size(), 3);
  EXPECT_EQ(plan.layers[1].name, "torch");
  EXPECT_EQ(plan.layers[1].distributions, (Strings{"torch", "triton"}));
  EXPECT_EQ(plan.layers[1].paths, Strings{"models/**"});
  EXPECT_EQ(plan.layers[1].bytes, 900);
}

TEST_F(PlanTest, GroupsLeadToIt) {
  const LayerGroups groups(GroupsOf(kPlan), {"six", "torch", "numpy"});
  EXPECT_EQ(groups.order(), (Strings{"interpreter", "torch", "external", "main"}));
  EXPECT_EQ(groups.LayerOfDistribution("triton"), "torch");
  EXPECT_EQ(groups.LayerOfDistribution("six"), "external");
  EXPECT_EQ(groups.LayerOfDistribution("attrs"), "");
  EXPECT_EQ(UnknownTo(kPlan, {"torch", "numpy", "six", "attrs"}), (Strings{"attrs", "numpy"}));
}

TEST_F(PlanTest, AsAnAttribute) {
  EXPECT_EQ(PlanAsBuildAttribute(kPlan), R"(layer_groups = {
    # 7 bytes
    "interpreter": [],
    # 900 bytes
    "torch": [
        "torch",
        "triton",
        "models/**",
    ],
    # 3 bytes
    "external": [],
},
)");
}

TEST_F(PlanTest, WhatIsNoPlan) {
  const std::string start = "no plan of layers: " + temp_.Path("plan.json") + ": ";
  EXPECT_TRUE(FaultOf("not json").starts_with(start + "parse error at line 1, column 2: "));
  EXPECT_EQ(FaultOf("[]"), start + "it or a layer is no object");
  EXPECT_EQ(FaultOf(R"({"version": 1, "layers": [3]})"), start + "it or a layer is no object");
  EXPECT_EQ(FaultOf(R"({"version": 2, "layers": []})"), start + "not of version 1");
  EXPECT_EQ(FaultOf(R"({"version": 1})"), start + "it has no \"layers\"");
  EXPECT_EQ(FaultOf(R"({"version": 1, "layers": [], "x": 1})"), start + "unknown key \"x\"");
  EXPECT_EQ(FaultOf(R"({"version": 1, "layers": [{"name": "a"}]})"),
            start + "a layer has no \"distributions\"");
  EXPECT_EQ(FaultOf(R"({"version": 1, "layers": [{"name": 1, "distributions": []}]})"),
            start + "type must be string, but is number");
  EXPECT_EQ(FaultOf(R"({"version": 1, "layers": []})"), "");
  EXPECT_THROW(ReadPlan(temp_.Path("missing")), Error);
}

}  // namespace pyvenv::plan_test
