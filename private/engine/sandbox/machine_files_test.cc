#include "sandbox/machine_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "inspect/base_image.h"
#include "sandbox/scratch_directory.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::machine_files_test {

namespace fs = std::filesystem;
using testing::TempDir;

class MachineFilesTest : public ::testing::Test {
 protected:
  MachineFilesTest() : root_(dir_.MakeDirectory("root"), kAnybody) {}
  ~MachineFilesTest() override { RemoveTree(dir_.Path("root")); }

  [[nodiscard]] std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(dir_.Path("root"))) {
      if (entry.is_regular_file() && !entry.is_symlink()) files.push_back(entry.path());
    }
    return files;
  }

  [[nodiscard]] bool HasFile(const std::string& name) const {
    const std::vector<fs::path> files = Files();
    return std::any_of(files.begin(), files.end(),
                       [&](const fs::path& path) { return path.filename() == name; });
  }

  const TempDir dir_;
  RootWriter root_;
};

TEST_F(MachineFilesTest, BaseLibrariesAreThoseThatVerificationTakesForGiven) {
  CopyBaseLibraries(&root_);
  EXPECT_TRUE(HasFile("libc.so.6"));
  const BaseImage base({}, {});
  for (const fs::path& path : Files()) {
    // A link may lead to a name with the whole version: libz.so.1.2.13.
    const std::string name = path.filename().string();
    const size_t version = name.find(".so.") + 4;
    EXPECT_TRUE(base.HasLibrary(name) || base.HasLibrary(name.substr(0, name.find('.', version))))
        << path;
  }
}

TEST_F(MachineFilesTest, AProgramComesWithWhatItNeedsWhereTheMachineHasIt) {
  CopyFromMachine("/bin/bash", &root_);
  const RootView view(dir_.Path("root"));
  EXPECT_EQ(view.Resolve("/bin/bash"), fs::canonical("/bin/bash").string());
  EXPECT_TRUE(HasFile("libc.so.6"));
}

TEST_F(MachineFilesTest, ALibraryIsFoundByItsName) {
  CopyFromMachine("libz.so.1", &root_);
  EXPECT_TRUE(HasFile("libc.so.6"));
  EXPECT_THROW(CopyFromMachine("libnothing.so.1", &root_), Error);
  EXPECT_THROW(CopyFromMachine("/nonexistent/bash", &root_), Error);
}

// A device may never end, and a pipe would seem empty.
TEST_F(MachineFilesTest, OnlyFilesAreCopied) {
  ASSERT_EQ(::mkfifo(dir_.Path("pipe").c_str(), 0600), 0);
  EXPECT_THROW(CopyFromMachine(dir_.Path("pipe"), &root_), Error);
}

TEST_F(MachineFilesTest, TheMachineFillsGaps) {
  root_.BeginLayer(RootPart::kLayer);
  root_.MakeFile("usr/bin/env");
  const std::vector<Mount> mounts = ShowMachine(&root_);
  ASSERT_FALSE(mounts.empty());
  EXPECT_EQ(mounts[0].source, "/usr");
  const RootView view(dir_.Path("root"), mounts);
  EXPECT_EQ(view.Resolve("/usr/bin/env"), "/usr/bin/env");
  EXPECT_EQ(view.OnMachine(view.Resolve("/usr/bin/tar").value()),
            fs::canonical("/usr/bin/tar").string());
  EXPECT_TRUE(view.Resolve("/lib").has_value()) << "a directory of libraries";
}

}  // namespace pyvenv::machine_files_test
