#include "tree/tree_parts.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace pyvenv::tree_parts_test {

std::vector<std::string> Paths(const Tree& tree) {
  std::vector<std::string> paths;
  for (const Entry& entry : tree.entries()) paths.emplace_back(entry.path());
  return paths;
}

void AddEmpty(const std::string& path, Tree* tree) {
  tree->Add({.path = path, .type = EntryType::kEmpty});
}

TEST(TreePartsTest, InTheirOrderWhateverTheThreads) {
  std::vector<std::string> expected;
  for (int i = 1000; i < 1100; ++i) expected.push_back(std::to_string(i));
  for (const unsigned jobs : {1U, 2U, 7U}) {
    TaskPool pool(jobs);
    TreeParts parts("manifest", pool);
    for (const std::string& path : expected) {
      parts.Begin([path](Tree* part) { AddEmpty(path, part); });
    }
    const Tree tree = parts.Finish();
    EXPECT_EQ(Paths(tree), expected);
    EXPECT_EQ(tree.source(), "manifest");
  }
}

TEST(TreePartsTest, TheFirstFaultIsThrown) {
  TaskPool pool(3);
  for (int round = 0; round < 20; ++round) {
    TreeParts parts("", pool);
    std::string fault;
    try {
      for (int i = 0; i < 30; ++i) {
        parts.Begin([i](Tree*) {
          if (i >= 11) throw std::runtime_error(std::to_string(i));
        });
      }
      parts.Finish();
    } catch (const std::runtime_error& error) {
      fault = error.what();
    }
    EXPECT_EQ(fault, "11");
  }
}

}  // namespace pyvenv::tree_parts_test
