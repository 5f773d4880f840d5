#include "inspect/distributions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyvenv::distributions_test {

std::vector<std::string> Repeated(const std::vector<std::string>& directories) {
  LayerUnion layers;
  for (const std::string& path : directories) {
    layers.Add(0, {.path = path, .type = MemberType::kDirectory});
  }
  std::vector<std::string> repeated;
  for (const RepeatedDistribution& found : RepeatedDistributions(layers)) {
    repeated.push_back(found.name + " " + layers.Path(found.first) + " " +
                       layers.Path(found.second));
  }
  return repeated;
}

using Strings = std::vector<std::string>;

TEST(RepeatedDistributionsTest, TwoVersionsAndTwoSpellings) {
  EXPECT_EQ(Repeated({"r/a/site-packages/Foo_Bar-1.dist-info",
                      "r/b/site-packages/foo.bar-2.0.dist-info", "r/b/site-packages/foo"}),
            Strings{"foo-bar r/a/site-packages/Foo_Bar-1.dist-info "
                    "r/b/site-packages/foo.bar-2.0.dist-info"});
}

TEST(RepeatedDistributionsTest, OneVersionInTwoRepositories) {
  EXPECT_EQ(Repeated({"r/a/site-packages/x-1.dist-info", "r/b/site-packages/x-1.dist-info",
                      "r/_main/third_party/x/site-packages/x-1.dist-info",
                      "r/python3_x/site-packages/x-1.dist-info"})
                .size(),
            3U);
}

TEST(RepeatedDistributionsTest, OtherNames) {
  EXPECT_EQ(Repeated({"r/a/site-packages/x-1.dist-info", "r/b/site-packages/x_y-1.dist-info",
                      "r/c/site-packages/x-z-1.dist-info"}),
            Strings{});
}

TEST(RepeatedDistributionsTest, VendoredOnesAndThoseOfAnInterpreter) {
  EXPECT_EQ(
      Repeated({"r/a/site-packages/x-1.dist-info", "r/b/site-packages/b/_vendor/x-1.dist-info",
                "r/python/lib/python3.11/site-packages/x-1.dist-info",
                "r/pypy/lib/pypy3.10/site-packages/x-1.dist-info",
                "r/_main/_app.venv/lib/python3.13t/site-packages/x-1.dist-info"}),
      Strings{});
}

// As in a virtual environment outside lib/pythonX.Y.
TEST(RepeatedDistributionsTest, LinksAreNoSecondOne) {
  LayerUnion layers;
  layers.Add(0, {.path = "r/a/site-packages/x-1.dist-info", .type = MemberType::kDirectory});
  layers.Add(0, {.path = "r/b/site-packages/x-1.dist-info", .type = MemberType::kLink});
  EXPECT_TRUE(RepeatedDistributions(layers).empty());
}

}  // namespace pyvenv::distributions_test
