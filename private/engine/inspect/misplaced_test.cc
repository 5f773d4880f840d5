#include "inspect/misplaced.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyvenv::misplaced_test {

using Layer = LayerUnion::Layer;
using Strings = std::vector<std::string>;

constexpr Layer kInterpreter = 0;
constexpr Layer kExternal = 1;
constexpr Layer kMain = 2;

class MisplacedTest : public ::testing::Test {
 protected:
  MisplacedTest() { union_.Add(kInterpreter, {.path = "e/r", .type = MemberType::kDirectory}); }

  void Add(Layer layer, const std::string& path, MemberType type = MemberType::kFile) {
    union_.Add(layer, {.path = path, .type = type});
  }

  // Each as "<layer> <site-packages> <names> <pattern>".
  [[nodiscard]] Strings Found() const {
    Strings found;
    const Layer layers[] = {kInterpreter, kMain};
    for (const MisplacedDistributions& misplaced :
         FindMisplaced(union_, layers, union_.Find("e/r").value())) {
      std::string line = std::to_string(misplaced.layer) + " ";
      line += union_.Path(misplaced.site_packages);
      for (const std::string& name : misplaced.names) line += " " + name;
      found.push_back(line + " " + misplaced.pattern);
    }
    return found;
  }

  LayerUnion union_;
};

TEST_F(MisplacedTest, WholeRepository) {
  Add(kMain, "e/r/repo/site-packages/x_y-1.dist-info/METADATA");
  Add(kMain, "e/r/repo/site-packages/x_y/__init__.py");
  EXPECT_EQ(Found(), Strings{"2 e/r/repo/site-packages x-y repo/**"});
}

TEST_F(MisplacedTest, VendoredInTheWorkspace) {
  Add(kMain, "e/r/_main/app.py");
  Add(kMain, "e/r/_main/third_party/x/site-packages/x-1.dist-info/licenses/COPYING");
  Add(kMain, "e/r/_main/third_party/x/data/x");
  EXPECT_EQ(Found(), Strings{"2 e/r/_main/third_party/x/site-packages x _main/third_party/x/**"});
}

// The pattern must not take the whole workspace along.
TEST_F(MisplacedTest, VendoredAtTheTopOfTheWorkspace) {
  Add(kMain, "e/r/_main/site-packages/x-1.dist-info/METADATA");
  Add(kExternal, "e/r/_main/data");
  EXPECT_EQ(Found(), Strings{"2 e/r/_main/site-packages x _main/**"});
  Add(kMain, "e/r/_main/app.py");
  EXPECT_EQ(Found(), Strings{"2 e/r/_main/site-packages x _main/site-packages/**"});
}

TEST_F(MisplacedTest, PlacedByARootSymlink) {
  Add(kMain, "e/r/site-packages/x-1.dist-info/METADATA");
  EXPECT_EQ(Found(), Strings{"2 e/r/site-packages x site-packages/**"});
}

TEST_F(MisplacedTest, OneForEachPlaceAndLayer) {
  Add(kInterpreter, "e/r/a/site-packages/x-1.dist-info/METADATA");
  Add(kMain, "e/r/a/site-packages/z-1.dist-info/METADATA");
  Add(kMain, "e/r/a/site-packages/z-1.dist-info/RECORD");
  Add(kMain, "e/r/a/site-packages/y-1.dist-info/METADATA");
  Add(kMain, "e/r/a/site-packages/y-2.dist-info/METADATA");
  Add(kMain, "e/r/b/site-packages/w-1.dist-info/METADATA");
  EXPECT_EQ(Found(), (Strings{"0 e/r/a/site-packages x a/**", "2 e/r/a/site-packages y z a/**",
                              "2 e/r/b/site-packages w b/**"}));
}

TEST_F(MisplacedTest, OtherLayers) {
  Add(kExternal, "e/r/a/site-packages/x-1.dist-info/METADATA");
  // What Bazel adds to packages is in main.
  Add(kMain, "e/r/a/site-packages/x/__init__.py");
  EXPECT_EQ(Found(), Strings{});
}

TEST_F(MisplacedTest, LinksToWheels) {
  Add(kExternal, "e/r/a/site-packages/x-1.dist-info/METADATA");
  Add(kMain, "e/r/_main/site-packages/x-1.dist-info/METADATA", MemberType::kLink);
  Add(kMain, "e/r/_main/site-packages/y-1.dist-info", MemberType::kLink);
  Add(kMain, "e/r/_main/site-packages/z-1.dist-info", MemberType::kDirectory);
  EXPECT_EQ(Found(), Strings{});
}

TEST_F(MisplacedTest, TheInterpretersOwnAndVendoredOnes) {
  Add(kInterpreter, "e/r/py/lib/python3.11/site-packages/pip-1.dist-info/METADATA");
  Add(kMain, "e/r/_main/app.venv/lib/python3.11/site-packages/x-1.dist-info/METADATA");
  Add(kMain, "e/r/_main/x/_vendor/y-1.dist-info/METADATA");
  EXPECT_EQ(Found(), Strings{});
}

TEST_F(MisplacedTest, OutsideOfTheRoot) {
  Add(kMain, "e/site-packages/x-1.dist-info/METADATA");
  Add(kMain, "e/r2/a/site-packages/x-1.dist-info/METADATA");
  Add(kMain, "site-packages/x-1.dist-info/METADATA");
  EXPECT_EQ(Found(), Strings{});
}

}  // namespace pyvenv::misplaced_test
