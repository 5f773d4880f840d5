#include "plan/assignment.h"

#include <gtest/gtest.h>

#include "testing/temp_dir.h"

namespace pyvenv::assignment_test {

using Strings = std::vector<std::string>;

class AssignmentTest : public ::testing::Test {
 protected:
  AssignmentTest() {
    source_.AddRoot("opt/venv");
    Add("bin/python3", SourceTree::kMain, DeclarationType::kLink, "/usr/bin/python3");
    Add("interpreter/os.py", SourceTree::kInterpreter, DeclarationType::kContent, "1234567");
    for (const std::string name : {"torch", "six", "numpy"}) {
      owners_.push_back(source_.AddOwner({.kind = Owner::Kind::kOther, .distribution = name}));
      Add(name + ".py", owners_.back(), DeclarationType::kContent, name);
    }
  }

  void Add(const std::string& path, uint32_t owner, DeclarationType type, std::string text) {
    source_.entries.push_back({.type = type,
                               .path = "opt/venv/" + path,
                               .text = std::move(text),
                               .owner = owner,
                               .root = 1});
  }

  // "<layer>: <its paths below the root>"
  [[nodiscard]] Strings Layers(const LayerWishes& wishes = {}) const {
    Strings lines;
    for (const AssignedLayer& layer : AssignLayers(source_, wishes).layers) {
      std::string line = layer.name + ":";
      for (const uint32_t index : layer.entries) {
        line += " " + std::string(source_.PathBelowRoot(source_.entries[index]));
      }
      lines.push_back(line);
    }
    return lines;
  }

  SourceTree source_;
  std::vector<uint32_t> owners_;
};

TEST_F(AssignmentTest, ByOwner) {
  EXPECT_EQ(Layers(), (Strings{"interpreter: interpreter/os.py", "torch: torch.py",
                               "external: six.py numpy.py", "main: bin/python3"}));
}

TEST_F(AssignmentTest, PathsWin) {
  EXPECT_EQ(
      Layers({.groups = {{"p", {"bin/", "interpreter/os.py"}}, {"n", {"six"}}}}),
      (Strings{"p: bin/python3 interpreter/os.py", "n: six.py", "external: torch.py numpy.py"}));
}

TEST_F(AssignmentTest, TheUsersOwnDistributionsAreMainUnlessAGroupWantsThem) {
  source_.owners[owners_[1]].kind = Owner::Kind::kMain;
  EXPECT_EQ(Layers().back(), "main: bin/python3 six.py");
  EXPECT_EQ(Layers({.groups = {{"n", {"six"}}}})[1], "n: six.py");
}

TEST_F(AssignmentTest, OnlyDistributionsAreOfGroupsThatTakeAll) {
  source_.entries.push_back(source_.entries.front());
  source_.entries.back().owner = SourceTree::kNoDistribution;
  source_.entries.back().path = "opt/venv/loose.py";
  for (const std::string name : {"pypi-{distribution}", "wheels"}) {
    const Strings layers = Layers({.groups = {{name, {"*"}}}});
    EXPECT_EQ(layers.back(), "main: bin/python3") << name;
    EXPECT_EQ(layers.rbegin()[1], "external: loose.py") << name;
  }
}

TEST_F(AssignmentTest, ADistributionThatIsThereTwiceIsNamedOnce) {
  Add("six.egg", source_.AddOwner({.kind = Owner::Kind::kOther, .distribution = "six"}),
      DeclarationType::kContent, "");
  EXPECT_EQ(AssignLayers(source_, {}).layers[2].distributions, (Strings{"numpy", "six"}));
}

TEST_F(AssignmentTest, LayersOfWhatIsLeftOutAreNotMade) {
  source_.entries.back().type = DeclarationType::kExcluded;
  EXPECT_EQ(Layers({.groups = {{"n", {"numpy"}}}}).size(), 3);
}

TEST_F(AssignmentTest, BudgetsMergeIntoExternal) {
  const LayerWishes wishes{
      .groups = {{"{distribution}", {"*"}}}, .budget = {.min_layer_size = 4}, .wants_sizes = true};
  EXPECT_EQ(Layers(wishes), (Strings{"interpreter: interpreter/os.py", "numpy: numpy.py",
                                     "torch: torch.py", "external: six.py", "main: bin/python3"}));
  const Assignment assignment = AssignLayers(source_, wishes);
  EXPECT_EQ(assignment.layers[0].bytes, 7);
  EXPECT_EQ(assignment.layers[3].distributions, Strings{"six"});
}

// Whether anybody wants to know the sizes or not.
TEST_F(AssignmentTest, TheSmallestLayersMakeRoom) {
  source_.entries.back().text = "n";
  LayerWishes wishes{.groups = {{"{distribution}", {"*"}}}, .budget = {.max_layers = 4}};
  for (const bool wants_sizes : {false, true}) {
    wishes.wants_sizes = wants_sizes;
    EXPECT_EQ(Layers(wishes), (Strings{"interpreter: interpreter/os.py", "torch: torch.py",
                                       "external: numpy.py six.py", "main: bin/python3"}));
  }
}

TEST_F(AssignmentTest, PlansAreKept) {
  const LayerWishes wishes{.groups = {{"{distribution}", {"*"}}}, .budget = {.min_layer_size = 5}};
  const Assignment assignment = AssignLayers(source_, wishes);
  const Plan plan = PlanOf(assignment, wishes.groups);
  // One more distribution, and nothing else moves.
  const Strings before = Layers({.groups = GroupsOf(plan)});
  Add("attrs.py", source_.AddOwner({.kind = Owner::Kind::kOther, .distribution = "attrs"}),
      DeclarationType::kContent, "a large one");
  Strings expected = before;
  expected[3] += " attrs.py";
  EXPECT_EQ(Layers({.groups = GroupsOf(plan)}), expected);
}

// Whoever it was that wanted what is merged.
TEST_F(AssignmentTest, PlansLeadToTheSameLayers) {
  source_.owners[owners_[1]].kind = Owner::Kind::kMain;
  const LayerWishes wishes{.groups = {{"data", {"bin/**"}}, {"small", {"six"}}},
                           .budget = {.min_layer_size = 1000}};
  const Strings layers = Layers(wishes);
  EXPECT_EQ(layers, (Strings{"interpreter: interpreter/os.py",
                             "external: torch.py numpy.py bin/python3 six.py"}));
  const Plan plan = PlanOf(AssignLayers(source_, wishes), wishes.groups);
  EXPECT_EQ(Layers({.groups = GroupsOf(plan)}),
            (Strings{layers[0], "external: bin/python3 torch.py six.py numpy.py"}));
}

TEST_F(AssignmentTest, TreeOfALayer) {
  const Assignment assignment = AssignLayers(source_, {});
  TaskPool pool(2);
  const Tree tree = LayerTree(source_, assignment.layers[0], pool);
  Strings paths;
  for (const Entry& entry : tree.entries()) paths.emplace_back(entry.path());
  EXPECT_EQ(paths, (Strings{"opt/venv", "opt/venv/interpreter", "opt/venv/interpreter/os.py"}));
}

TEST_F(AssignmentTest, SizesOfFilesAndDirectories) {
  const testing::TempDir temp;
  temp.Write("d/a", "12");
  temp.Write("d/b/c", "345");
  Add("d", SourceTree::kMain, DeclarationType::kFile, temp.Path("d"));
  EXPECT_EQ(AssignLayers(source_, {.wants_sizes = true}).layers.back().bytes, 5);
  source_.exclude = {"d/b/"};
  EXPECT_EQ(AssignLayers(source_, {.wants_sizes = true}).layers.back().bytes, 2);
}

}  // namespace pyvenv::assignment_test
