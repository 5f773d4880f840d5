#include "plan/budget.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace pyvenv::budget_test {

using Names = std::set<std::string, std::less<>>;

TEST(BudgetTest, SmallLayersAreMerged) {
  const std::vector<LayerSize> layers = {
      {"interpreter", 1}, {"a", 100}, {"b", 99}, {"external", 5}, {"main", 1}};
  EXPECT_EQ(LayersToMerge(layers, {}), Names{});
  EXPECT_EQ(LayersToMerge(layers, {.min_layer_size = 100}), Names{"b"});
}

TEST(BudgetTest, PlannedLayersStayUntilHalfOfTheSize) {
  const std::vector<LayerSize> layers = {
      {"a", 99, true}, {"b", 50, true}, {"c", 49, true}, {"d", 99}, {"external", 5}};
  EXPECT_EQ(LayersToMerge(layers, {.min_layer_size = 100}), (Names{"c", "d"}));
}

TEST(BudgetTest, TooManyLayers) {
  std::vector<LayerSize> layers = {{"a", 1000}, {"b", 600},      {"c", 1500},
                                   {"d", 700},  {"external", 1}, {"main", 1}};
  // By powers of two "a", "b" and "d" are alike, so the last named goes first.
  EXPECT_EQ(LayersToMerge(layers, {.max_layers = 5}), Names{"d"});
  EXPECT_EQ(LayersToMerge(layers, {.max_layers = 4}), (Names{"b", "d"}));
  // A wheel that grows a little moves nothing.
  layers[1].bytes = 710;
  EXPECT_EQ(LayersToMerge(layers, {.max_layers = 5}), Names{"d"});
  // One that no plan has goes before those that one has.
  layers[3].is_planned = true;
  EXPECT_EQ(LayersToMerge(layers, {.max_layers = 5}), Names{"b"});
}

TEST(BudgetTest, TheFirstMergedLayerMayMakeExternal) {
  const std::vector<LayerSize> layers = {{"a", 9}, {"b", 9}, {"c", 9}, {"main", 1}};
  EXPECT_EQ(LayersToMerge(layers, {.max_layers = 3}), (Names{"b", "c"}));
}

TEST(BudgetTest, WhatIsNeverMergedMayBeTooMuch) {
  const std::vector<LayerSize> layers = {{"interpreter", 1}, {"external", 9}, {"main", 1}};
  EXPECT_THROW(LayersToMerge(layers, {.max_layers = 2}), Error);
  EXPECT_EQ(LayersToMerge(layers, {.max_layers = 3}), Names{});
}

}  // namespace pyvenv::budget_test
