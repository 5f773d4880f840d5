#include "tree/builder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::builder_test {

using testing::Line;

class BuilderTest : public ::testing::Test {
 protected:
  // Each entry as "<type letter> <path> <text>".
  std::vector<std::string> Built(const std::string& manifest) const {
    temp_.Write("m", manifest);
    std::vector<std::string> result;
    TaskPool pool(2);
    const Tree tree = BuildTree("m", pool);
    for (const Entry& entry : tree.entries()) {
      const char letter = "dfelo"[static_cast<size_t>(entry.type())];
      std::string text = std::string(1, letter) + " " + std::string(entry.path());
      if (entry.type() == EntryType::kFile) {
        text += " " + entry.source();
      } else if (!entry.text().empty()) {
        text += " " + std::string(entry.text());
      }
      result.push_back(text);
    }
    return result;
  }

  std::string FaultOf(const std::string& manifest) const {
    try {
      Built(manifest);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }

  const testing::TempDir temp_;
  const testing::WorkingDirectory inside_{temp_.path()};
};

using Entries = std::vector<std::string>;

TEST_F(BuilderTest, EveryType) {
  temp_.Write("s/f", "");
  temp_.Write("s/t/x", "");
  temp_.Link("s/r", "../nowhere");
  EXPECT_EQ(Built(Line("directory", "d") + Line("file", "d/f", "s/f") + Line("tree", "d/t", "s/t") +
                  Line("link", "d/l", "../t") + Line("raw_link", "d/r", "s/r") +
                  Line("file_or_raw_link", "d/q", "s/r") + Line("file_or_raw_link", "d/p", "s/f") +
                  Line("empty", "d/e")),
            (Entries{"d d", "e d/e", "f d/f s/f", "l d/l ../t", "f d/p s/f", "l d/q ../nowhere",
                     "l d/r ../nowhere", "d d/t", "f d/t/x s/t/x"}));
}

// A second path of what may be a raw link: that has the text at each of its paths, as in Bazel.
TEST_F(BuilderTest, LinkUnlessTheSourceIsARawLink) {
  temp_.Write("s/f", "");
  temp_.Link("s/r", "../nowhere");
  const std::string line = R"({"path": "x/l", "type": "file_or_raw_link", "target": "../t", )";
  EXPECT_EQ(Built(line + R"("source": "s/f"})"), Entries{"l x/l ../t"});
  EXPECT_EQ(Built(line + R"("source": "s/r"})"), Entries{"l x/l ../nowhere"});
}

TEST_F(BuilderTest, FileThatIsADirectoryIsATree) {
  temp_.Write("s/t/x", "");
  temp_.Link("s/l", "t");
  EXPECT_EQ(Built(Line("file", "t", "s/t")), Entries{"f t/x s/t/x"});
  EXPECT_EQ(Built(Line("file", "t", "s/l")), Entries{"f t/x s/l/x"});
}

TEST_F(BuilderTest, TreeWithoutFilesIsOneDirectory) {
  temp_.MakeDirectory("s/t/deep/deeper");
  EXPECT_EQ(Built(Line("tree", "t", "s/t")), Entries{"d t"});
  EXPECT_EQ(Built(Line("directory", "d") + Line("tree", "d/a/t", "s/t")),
            (Entries{"d d", "d d/a", "d d/a/t"}));
}

TEST_F(BuilderTest, NullDeviceIsOmitted) {
  temp_.Link("s/t/__pycache__", "/dev/null");
  EXPECT_EQ(Built(Line("file", "n", "/dev/null")), Entries{"o n the source is /dev/null or empty"});
  // The tree's own directory is there all the same.
  EXPECT_EQ(Built(Line("tree", "t", "s/t")),
            (Entries{"d t", "o t/__pycache__ the source is /dev/null or empty"}));
}

TEST_F(BuilderTest, EmptyFileInThePlaceOfTheNullDeviceIsOmitted) {
  temp_.Write("s/t/__pycache__", "");
  EXPECT_EQ(Built(Line("file", "n/__pycache__", "s/t/__pycache__")),
            Entries{"o n/__pycache__ the source is /dev/null or empty"});
  EXPECT_EQ(Built(Line("tree", "t", "s/t")),
            (Entries{"d t", "o t/__pycache__ the source is /dev/null or empty"}));
}

TEST_F(BuilderTest, OtherFilesOfThatNameStay) {
  temp_.Write("s/__pycache__", "x");
  temp_.Write("s/empty", "");
  EXPECT_EQ(Built(Line("file", "__pycache__", "s/__pycache__") + Line("file", "empty", "s/empty")),
            (Entries{"f __pycache__ s/__pycache__", "f empty s/empty"}));
}

// A line of a directory with patterns of paths below r.
std::string Excluding(std::string_view type, std::string_view path, std::string_view source,
                      const std::string& patterns) {
  std::string line = Line(type, path, source, "//:t");
  line.resize(line.size() - 2);
  return line + R"(, "exclude_base": "r", "exclude": [)" + patterns + "]}\n";
}

TEST_F(BuilderTest, ExcludedPathsAreOmitted) {
  // Nor do they bring directories.
  EXPECT_EQ(Built(Line("directory", "r") + Line("excluded", "r/a/b", "", "//:x")),
            (Entries{"d r", "o r/a/b excluded"}));
}

TEST_F(BuilderTest, ExcludesFromATree) {
  temp_.Write("s/x.py", "");
  temp_.Write("s/x.pyi", "");
  temp_.Write("s/tests/x.py", "");
  temp_.Write("s/tests/data/y", "");
  temp_.Write("s/a/tests", "");
  const Entries packed = {"f r/t/a/tests s/a/tests", "o r/t/tests/data/y excluded",
                          "o r/t/tests/x.py excluded", "f r/t/x.py s/x.py", "o r/t/x.pyi excluded"};
  for (const char* type : {"tree", "file", "file_or_raw_link"}) {
    EXPECT_EQ(Built(Excluding(type, "r/t", "s", R"("*.pyi", "t/tests/")")), packed) << type;
  }
}

TEST_F(BuilderTest, PatternsAreOfPathsBelowTheBase) {
  temp_.Write("s/x", "");
  EXPECT_EQ(Built(Excluding("tree", "r/t", "s", R"("x/", "r/t/x", "r/**")")),
            Entries{"f r/t/x s/x"});
  EXPECT_EQ(Built(Excluding("tree", "r/t", "s", R"("t/x")")),
            (Entries{"d r/t", "o r/t/x excluded"}));
  EXPECT_EQ(Built(Excluding("tree", "r", "s", R"("t/x", "r/x")")), Entries{"f r/x s/x"});
  EXPECT_EQ(Built(Excluding("tree", "r", "s", R"("*/", "y")")), (Entries{"d r", "o r/x excluded"}));
}

TEST_F(BuilderTest, TreeOfWhichAllIsExcludedIsOneDirectory) {
  temp_.Write("s/a/x", "");
  temp_.Write("s/y", "");
  EXPECT_EQ(Built(Line("directory", "r") + Excluding("tree", "r/d/t", "s", R"("d/t/")")),
            (Entries{"d r", "d r/d", "d r/d/t", "o r/d/t/a/x excluded", "o r/d/t/y excluded"}));
}

TEST_F(BuilderTest, ExcludesWhatALinkInATreeLeadsTo) {
  temp_.Write("elsewhere/x", "");
  temp_.Write("elsewhere/y", "");
  temp_.Link("s/l", "../elsewhere");
  EXPECT_EQ(Built(Excluding("tree", "r/t", "s", R"("t/l/x", "l")")),
            (Entries{"o r/t/l/x excluded", "f r/t/l/y s/l/y"}));
}

TEST_F(BuilderTest, WhatCannotBePackedCanBeExcluded) {
  temp_.Write("s/.wh.x", "");
  ASSERT_EQ(::mkfifo(temp_.Path("s/fifo").c_str(), 0600), 0);
  temp_.Link("s/null", "/dev/null");
  EXPECT_EQ(Built(Excluding("tree", "r", "s", R"(".wh.*", "fifo", "null")")),
            (Entries{"d r", "o r/.wh.x excluded", "o r/fifo excluded", "o r/null excluded"}));
}

// The rule itself has decided about these.
TEST_F(BuilderTest, PatternsOfAFileAreForTheCaseThatItIsADirectory) {
  temp_.Write("s/x", "");
  EXPECT_EQ(Built(Excluding("file", "r/x", "s/x", R"("x")")), Entries{"f r/x s/x"});
}

TEST_F(BuilderTest, ExcludedAndPackedCollide) {
  temp_.Write("s/x", "");
  EXPECT_EQ(FaultOf(Line("excluded", "x", "", "//a") + Line("file", "x", "s/x", "//b")),
            "path listed twice: x: it is already an omitted path of //a, m:1 (//b, m:2)");
}

TEST_F(BuilderTest, SpecialFilesAreErrors) {
  temp_.MakeDirectory("s");
  ASSERT_EQ(::mkfifo(temp_.Path("s/fifo").c_str(), 0600), 0);
  EXPECT_EQ(FaultOf(Line("file", "p", "s/fifo", "//x:y")),
            "cannot pack: s/fifo: neither a file nor a directory (//x:y, m:1)");
  EXPECT_EQ(FaultOf(Line("tree", "p", "s")),
            "cannot pack: s/fifo: neither a file nor a directory (m:1)");
  EXPECT_EQ(FaultOf(Line("file", "p", "/dev/zero")),
            "cannot pack: /dev/zero: neither a file nor a directory (m:1)");
}

TEST_F(BuilderTest, WhiteoutInATree) {
  temp_.Write("s/a/.wh.b", "");
  EXPECT_EQ(FaultOf(Line("tree", "p", "s")),
            "path refused: s/a/.wh.b: \".wh.\" names are whiteouts in an OCI layer (m:1)");
}

TEST_F(BuilderTest, RawLinkMustBeALink) {
  temp_.Write("s/f", "");
  EXPECT_EQ(FaultOf(Line("raw_link", "p", "s/f")),
            "cannot read the link: s/f: not a symbolic link (m:1)");
  EXPECT_EQ(FaultOf(Line("raw_link", "p", "s/g")),
            "cannot read: s/g: No such file or directory (m:1)");
}

TEST_F(BuilderTest, TreesCollideLikeFiles) {
  temp_.Write("s/x", "");
  EXPECT_EQ(FaultOf(Line("tree", "t", "s", "//a") + Line("empty", "t/x", "", "//b")),
            "path listed twice: t/x: it is already a file of //a, m:1 (//b, m:2)");
}

// More lines than a block holds, in an order of their own.
TEST_F(BuilderTest, ManyLines) {
  constexpr int kLines = 20000;
  std::string manifest;
  Entries expected;
  for (int i = 0; i < kLines; ++i) {
    const std::string path = std::to_string(100000 + (i * 7919) % kLines);
    manifest += Line("link", path, std::string(i % 50 + 1, 't'), "//x:" + std::to_string(i));
    expected.push_back("l " + path + " " + std::string(i % 50 + 1, 't'));
  }
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(Built(manifest), expected);
}

// Whichever is found first.
TEST_F(BuilderTest, TheFirstFaultOfTheManifestIsTold) {
  std::string manifest;
  for (int i = 0; i < 20000; ++i) {
    const bool is_bad = i == 9000 || i == 9001 || i == 15000;
    manifest += Line(is_bad ? "file" : "empty", std::to_string(i), is_bad ? "missing" : "", "//x");
  }
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(FaultOf(manifest), "cannot read: missing: No such file or directory (//x, m:9001)");
  }
}

}  // namespace pyvenv::builder_test
