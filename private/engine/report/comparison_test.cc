#include "report/comparison.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/layers.h"
#include "testing/temp_dir.h"

namespace pyvenv::comparison_test {

using testing::FileLine;
using testing::LinkLine;
using testing::WriteLayer;
using Strings = std::vector<std::string>;

struct Layer {
  std::string name;
  std::string lines;
};

void Read(const std::vector<Layer>& layers, Contents* contents) {
  const testing::TempDir temp;
  std::vector<LayerFiles> files;
  files.reserve(layers.size());
  for (const Layer& layer : layers) files.push_back(WriteLayer(temp, layer.name, layer.lines));
  ReadContents(files, contents);
}

/// "<kind> <path>" of each change.
Strings Changes(const std::vector<Layer>& before, const std::vector<Layer>& after) {
  constexpr std::string_view kKinds[] = {"added", "removed", "changed", "moved"};
  Contents old;
  Contents now;
  Read(before, &old);
  Read(after, &now);
  Strings changes;
  for (const Change& change : Compare(old, now)) {
    changes.push_back(std::string(kKinds[static_cast<size_t>(KindOf(change))]) + " " +
                      (change.after != nullptr ? now.paths.Path(change.after->node)
                                               : old.paths.Path(change.before->node)));
  }
  return changes;
}

TEST(ComparisonTest, EqualBuildsHaveNoChanges) {
  const std::vector<Layer> build = {{"main", FileLine("d/f", 1, "a") + LinkLine("l", "d/f")}};
  EXPECT_EQ(Changes(build, build), Strings{});
}

TEST(ComparisonTest, WhatBecameOfEachPath) {
  EXPECT_EQ(Changes({{"low", FileLine("moved", 1, "a") + FileLine("f", 1, "a")},
                     {"main", FileLine("gone", 1, "a") + LinkLine("l", "f") + LinkLine("k", "f")}},
                    {{"low", FileLine("f", 1, "b")},
                     {"main", FileLine("moved", 1, "a") + FileLine("new", 0, "e") +
                                  LinkLine("l", "g") + LinkLine("k", "f")}}),
            (Strings{"changed f", "moved moved", "added new", "changed l", "removed gone"}));
}

TEST(ComparisonTest, ModesAndTypesAreChanges) {
  EXPECT_EQ(Changes({{"main", "./f type=file mode=0644 size=1\n" + FileLine("g", 1, "a")}},
                    {{"main", "./f type=file mode=0755 size=1\n" + LinkLine("g", "f")}}),
            (Strings{"changed f", "changed g"}));
}

TEST(ComparisonTest, FileThatBecameADirectory) {
  EXPECT_EQ(Changes({{"main", FileLine("d", 1, "a")}}, {{"main", FileLine("d/f", 1, "a")}}),
            (Strings{"added d/f", "removed d"}));
}

TEST(ComparisonTest, UpperLayerCounts) {
  EXPECT_EQ(Changes({{"low", FileLine("f", 1, "a")}, {"main", FileLine("f", 1, "b")}},
                    {{"low", FileLine("f", 1, "c")}, {"main", FileLine("f", 1, "b")}}),
            Strings{});
}

}  // namespace pyvenv::comparison_test
