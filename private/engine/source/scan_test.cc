#include "source/scan.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::scan_test {

namespace fs = std::filesystem;

class ScanTest : public ::testing::Test {
 protected:
  void Directory(const std::string& path) const { fs::create_directories(temp_.Path(path)); }
  void File(const std::string& path) const {
    Directory(fs::path(path).parent_path().string());
    temp_.Write(path, "");
  }

  // A line for each thing: what it is, its path, the text of a link.
  [[nodiscard]] std::vector<std::string> Lines(const std::string& left_out = "") const {
    std::vector<std::string> lines;
    const auto enter = [&](const std::string& path) { return path != left_out; };
    for (const Found& found : Scan(temp_.Path("top"), enter)) {
      const char* const kinds[] = {"file", "link", "empty directory", "other"};
      lines.push_back(std::string(kinds[static_cast<size_t>(found.type)]) + " " + found.path +
                      (found.text.empty() ? "" : " " + found.text));
    }
    return lines;
  }

  const testing::TempDir temp_;
};

TEST_F(ScanTest, EverythingInTheOrderOfPaths) {
  File("top/a/b");
  File("top/a-b");
  File("top/a.b");
  Directory("top/empty");
  File("top/empty-not");
  fs::create_symlink("../nowhere", temp_.Path("top/a/link"));
  fs::create_directory_symlink("a", temp_.Path("top/directory"));
  ASSERT_EQ(::mkfifo(temp_.Path("top/pipe").c_str(), 0600), 0);
  EXPECT_EQ(Lines(),
            (std::vector<std::string>{"file a-b", "file a.b", "file a/b", "link a/link ../nowhere",
                                      "link directory a", "empty directory empty", "file empty-not",
                                      "other pipe"}));
}

TEST_F(ScanTest, DirectoriesThatAreNotEntered) {
  File("top/a/in/file");
  File("top/b/in/file");
  File("top/c");
  EXPECT_EQ(Lines("a/in"), (std::vector<std::string>{"file b/in/file", "file c"}));
}

// Threads share the work, and the order is the same.
TEST_F(ScanTest, ManyDirectories) {
  std::vector<std::string> expected;
  for (int i = 100; i < 300; ++i) {
    for (const char* const name : {"/one", "/two"}) {
      const std::string path = std::to_string(i) + std::string(name) + "/x";
      File("top/" + path);
      expected.push_back("file " + path);
    }
  }
  EXPECT_EQ(Lines(), expected);
}

TEST_F(ScanTest, WhatIsNoDirectory) {
  EXPECT_THROW((void)Lines(), Error);
  temp_.Write("top", "");
  EXPECT_THROW((void)Lines(), Error);
}

}  // namespace pyvenv::scan_test
