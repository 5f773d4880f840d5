// The layer's bytes depend on the tree and the options alone.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "testing/run.h"

namespace pyvenv::determinism_test {

namespace fs = std::filesystem;
using testing::Execute;
using testing::Line;

// A bench with a small tree of every kind of entry.
class DeterminismTest : public ::testing::Test {
 protected:
  DeterminismTest() {
    for (size_t i = 0; i < 30; ++i) {
      const std::string name = "src/f" + std::to_string(i);
      bench_.Write(name, std::string(i * 100, 'x'));
      lines_.push_back(
          Line("file", "r/d" + std::to_string(i % 4) + "/f" + std::to_string(i), name));
      bench_.Write("src/t/d" + std::to_string(i * 7 % 30) + "/x", "tree");
    }
    bench_.Write("src/tool", "#!/bin/sh\n");
    bench_.Link("src/raw", "../nowhere");
    for (const std::string& line :
         {Line("directory", "r"), Line("tree", "r/t", "src/t"), Line("file", "r/tool", "src/tool"),
          Line("raw_link", "r/raw", "src/raw"), Line("link", "l", "r/tool"),
          Line("empty", "r/e")}) {
      lines_.push_back(line);
    }
    expected_ = Outputs();
  }

  // The three outputs of the present state, one after the other.
  std::string Outputs(const std::vector<std::string>& flags = {},
                      const testing::Surroundings& surroundings = {}) {
    const std::string manifest = std::accumulate(lines_.begin(), lines_.end(), std::string());
    const testing::Outcome outcome = bench_.Pack(manifest, flags, surroundings);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return bench_.Read("out/layer.tar") + bench_.Read("out/layer.mtree") +
           bench_.Read("out/layer.json");
  }

  const testing::PackerBench bench_;
  std::vector<std::string> lines_;
  std::string expected_;
};

TEST_F(DeterminismTest, Again) {
  EXPECT_EQ(Outputs(), expected_);
}

TEST_F(DeterminismTest, OrderOfTheManifest) {
  std::mt19937 random(1);
  for (int i = 0; i < 10; ++i) {
    std::shuffle(lines_.begin(), lines_.end(), random);
    EXPECT_EQ(Outputs(), expected_);
  }
}

TEST_F(DeterminismTest, LabelsAndImpliedDirectories) {
  lines_.push_back(Line("directory", "r/t/d3", "", "//some:label"));
  lines_.push_back(Line("directory", "r"));
  EXPECT_EQ(Outputs(), expected_);
}

TEST_F(DeterminismTest, TimesAndModesOfTheSources) {
  for (const auto& entry : fs::recursive_directory_iterator(bench_.Path("src"))) {
    if (entry.is_symlink()) continue;
    fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(1000));
    fs::permissions(entry.path(), fs::perms::owner_all | fs::perms::group_write);
  }
  EXPECT_EQ(Outputs(), expected_);
}

TEST_F(DeterminismTest, UmaskAndEnvironment) {
  EXPECT_EQ(Outputs({}, {.prepare =
                             [] {
                               ::umask(0077);
                               ::setenv("TZ", "Asia/Tokyo", 1);
                               ::setenv("LC_ALL", "tr_TR.UTF-8", 1);
                               ::setenv("SOURCE_DATE_EPOCH", "12345", 1);
                               return true;
                             }}),
            expected_);
}

TEST_F(DeterminismTest, LinksOrCopiesAsSources) {
  fs::rename(bench_.Path("src"), bench_.Path("real"));
  for (const auto& entry : fs::recursive_directory_iterator(bench_.Path("real"))) {
    const fs::path relative = fs::relative(entry.path(), bench_.Path("real"));
    if (entry.is_directory()) continue;
    const fs::path staged = bench_.Path("src") / relative;
    fs::create_directories(staged.parent_path());
    if (entry.is_symlink()) {
      fs::copy_symlink(entry.path(), staged);
    } else {
      fs::create_symlink(entry.path(), staged);
    }
  }
  EXPECT_EQ(Outputs(), expected_);
}

TEST_F(DeterminismTest, AnotherWorkingDirectory) {
  const testing::PackerBench other;
  other.MakeDirectory("deep/down/out");
  fs::copy(bench_.Path("src"), other.Path("deep/down/src"),
           fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  const std::string manifest = std::accumulate(lines_.begin(), lines_.end(), std::string());
  other.Write("deep/down/layer.jsonl", manifest);
  std::vector<std::string> command = bench_.Command();
  std::replace(command.begin(), command.end(), std::string("out/layer.tar"),
               other.Path("out/layer.tar"));
  ASSERT_EQ(Execute(command, {.directory = other.Path("deep/down")}).status, 0);
  EXPECT_EQ(other.Read("out/layer.tar"), expected_.substr(0, other.Read("out/layer.tar").size()));
}

TEST_F(DeterminismTest, OptionsCount) {
  const std::string mtime = Outputs({"--mtime", "1700000000"});
  EXPECT_NE(mtime, expected_);
  EXPECT_NE(Outputs({"--owner", "65532:65532"}), expected_);
  EXPECT_NE(Outputs({"--group-as-owner"}), expected_);
  EXPECT_EQ(Outputs({"--mtime=0", "--owner=0:0"}), expected_);
}

// Small files that fill many batches, equal ones among them, and large ones that fill many blocks.
TEST_F(DeterminismTest, Jobs) {
  std::mt19937 random(7);
  for (size_t i = 0; i < 300; ++i) {
    std::string content(random() % 20000, 'x');
    for (char& byte : content) byte = static_cast<char>('a' + random() % 20);
    const std::string name = "src/many/" + std::to_string(i);
    bench_.Write(name, content);
    lines_.push_back(Line("file", "r/many/" + std::to_string(i), name));
    lines_.push_back(Line("file", "r/again/" + std::to_string(i), name));
  }
  for (size_t i = 0; i < 4; ++i) {
    std::string content((size_t{3} << 20U) + i / 2, 'x');
    for (size_t at = 0; at < content.size(); at += 100 + i / 2) content[at] = 'y';
    const std::string name = "src/large" + std::to_string(i);
    bench_.Write(name, content);
    lines_.push_back(Line("file", "r/" + name, name));
  }
  for (const char* compression : {"none", "gzip", "zstd"}) {
    const std::vector<std::string> flags = {"--compression", compression, "--jobs"};
    std::string one;
    for (const char* jobs : {"1", "2", "3", "16"}) {
      std::vector<std::string> with_jobs = flags;
      with_jobs.emplace_back(jobs);
      const std::string outputs = Outputs(with_jobs);
      if (one.empty()) one = outputs;
      EXPECT_EQ(outputs == one, true) << compression << " with " << jobs << " jobs";
    }
  }
}

TEST_F(DeterminismTest, CompressionLevelsCount) {
  bench_.Write("src/f1", bench_.Read("layer.jsonl"));
  const std::string usual = Outputs({"--compression", "gzip"});
  EXPECT_EQ(Outputs({"--compression", "gzip", "--compression-level", "6"}), usual);
  EXPECT_NE(Outputs({"--compression", "gzip", "--compression-level", "1"}), usual);
}

TEST_F(DeterminismTest, NoTraceOfThisMachine) {
  EXPECT_EQ(expected_.find(bench_.path()), std::string::npos);
}

}  // namespace pyvenv::determinism_test
