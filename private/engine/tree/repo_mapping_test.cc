#include "tree/repo_mapping.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::repo_mapping_test {

class RepoMappingTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string Merged(const std::vector<std::string>& texts) const {
    std::vector<std::string> paths;
    for (const std::string& text : texts) {
      paths.push_back(directory_.Write("mapping" + std::to_string(paths.size()), text));
    }
    return MergeRepoMappings(paths);
  }

  // What Merged throws, from the file's name on.
  [[nodiscard]] std::string Fault(const std::vector<std::string>& texts) const {
    try {
      return Merged(texts);
    } catch (const Error& error) {
      const std::string text = error.what();
      return text.substr(text.find("/mapping") + 1);
    }
  }

  const testing::TempDir directory_;
};

TEST_F(RepoMappingTest, EveryLineIsThereOnceAndInOrder) {
  EXPECT_EQ(Merged({",b,b+\n,a,_main\n", "r+,a,_main\n,b,b+\n"}), ",a,_main\n,b,b+\nr+,a,_main\n");
}

TEST_F(RepoMappingTest, OrderOfTheFilesMakesNoDifference) {
  EXPECT_EQ(Merged({",a,_main\n", "r~,a,_main"}), Merged({"r~,a,_main\n", ",a,_main\n"}));
}

TEST_F(RepoMappingTest, FilesMayBeEmpty) {
  EXPECT_EQ(Merged({"", ""}), "");
}

TEST_F(RepoMappingTest, OneNameForTwoDirectoriesIsRefused) {
  EXPECT_EQ(Fault({",a,x+\n", ",b,b+\n,a,y+\n"}),
            "mapping1:2: \",a\" leads to y+, and to x+ before");
  EXPECT_EQ(Fault({",a,x+\n,a,y+\n"}), "mapping0:2: \",a\" leads to y+, and to x+ before");
}

TEST_F(RepoMappingTest, OtherLinesAreRefused) {
  for (const char* line : {"a", "a,b", "a,b,", "a,b,c,d", ""}) {
    EXPECT_EQ(Fault({",a,x+\n" + std::string(line) + "\n"}),
              "mapping0:2: not <repository>,<name>,<directory>")
        << line;
  }
}

}  // namespace pyvenv::repo_mapping_test
