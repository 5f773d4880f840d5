#include "tree/bytecode_links.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "testing/run.h"
#include "testing/temp_dir.h"
#include "tree/builder.h"

namespace pyvenv::bytecode_links_test {

using testing::Line;
using Links = std::vector<std::string>;

class BytecodeLinksTest : public ::testing::Test {
 protected:
  // The links to bytecode in a layer of these lines, each as "<path> -> <text>".
  [[nodiscard]] Links LinksIn(const std::string& lines, const std::string& bytecode) const {
    temp_.Write("layer", lines);
    temp_.Write("bytecode", bytecode);
    const std::vector<std::string> manifests = {"bytecode"};
    TaskPool pool(1);
    const Tree tree = BuildTree("layer", pool, manifests);
    Links links;
    for (const Entry& entry : tree.entries()) {
      if (entry.type() == EntryType::kLink && entry.path().ends_with(".pyc")) {
        links.push_back(std::string(entry.path()) + " -> " + std::string(entry.text()));
      }
    }
    return links;
  }

  const testing::TempDir temp_;
  const testing::WorkingDirectory inside_{temp_.path()};
};

// What is compiled: d/m.py of another layer.
const std::string kBytecode = Line("file", "r/d/__pycache__/m.cpython-311.pyc", "s/m.pyc");

TEST_F(BytecodeLinksTest, BesideALinkToAModule) {
  EXPECT_EQ(LinksIn(Line("directory", "r") + Line("link", "r/v/m.py", "../d/m.py"), kBytecode),
            Links{"r/v/__pycache__/m.cpython-311.pyc -> ../../d/__pycache__/m.cpython-311.pyc"});
}

TEST_F(BytecodeLinksTest, BesideARawLink) {
  temp_.Link("s/raw", "../../d/m.py");
  for (const char* type : {"raw_link", "file_or_raw_link"}) {
    EXPECT_EQ(LinksIn(Line(type, "r/v/w/m.py", "s/raw"), kBytecode),
              Links{"r/v/w/__pycache__/m.cpython-311.pyc -> "
                    "../../../d/__pycache__/m.cpython-311.pyc"})
        << type;
  }
}

TEST_F(BytecodeLinksTest, NamesMayDiffer) {
  EXPECT_EQ(LinksIn(Line("link", "r/d/other.py", "m.py"), kBytecode),
            Links{"r/d/__pycache__/other.cpython-311.pyc -> ../__pycache__/m.cpython-311.pyc"});
  EXPECT_EQ(LinksIn(Line("link", "r/a.b.py", "d/c.d.py"),
                    Line("file", "r/d/__pycache__/c.d.cpython-311.pyc", "s")),
            Links{"r/__pycache__/a.b.cpython-311.pyc -> ../d/__pycache__/c.d.cpython-311.pyc"});
}

TEST_F(BytecodeLinksTest, OfAModuleAtTheTop) {
  EXPECT_EQ(LinksIn(Line("link", "l.py", "m.py"), Line("file", "__pycache__/m.tag.pyc", "s")),
            Links{"__pycache__/l.tag.pyc -> ../__pycache__/m.tag.pyc"});
}

TEST_F(BytecodeLinksTest, NoneWithoutBytecode) {
  for (const char* text : {"../d/n.py", "../d/m", "nowhere.py", "/r/d/m.py", "../../../r/d/m.py",
                           "../d/../d/m.py", "../d//m.py", "../d", ".."}) {
    EXPECT_EQ(LinksIn(Line("link", "r/v/m.py", text), kBytecode), Links{}) << text;
  }
  EXPECT_EQ(LinksIn(Line("link", "r/v/m.pyi", "../d/m.py"), kBytecode), Links{});
  EXPECT_EQ(LinksIn(Line("link", "r/v", "d"), kBytecode), Links{});
}

TEST_F(BytecodeLinksTest, NoneForWhatIsNoBytecode) {
  for (const char* path :
       {"r/d/m.py", "r/d/m.pyc", "r/d/__pycache__/m.pyc", "r/d/__pycache__/m.cpython-311.txt"}) {
    EXPECT_EQ(LinksIn(Line("link", "r/v/m.py", "../d/m.py"), Line("file", path, "s")), Links{})
        << path;
  }
}

TEST_F(BytecodeLinksTest, WhatIsThereStays) {
  EXPECT_EQ(LinksIn(Line("link", "r/v/m.py", "../d/m.py") +
                        Line("link", "r/v/__pycache__/m.cpython-311.pyc", "own"),
                    kBytecode),
            Links{"r/v/__pycache__/m.cpython-311.pyc -> own"});
}

TEST_F(BytecodeLinksTest, OriginIsThatOfTheLink) {
  temp_.Write("layer", Line("empty", "x") + Line("link", "v/m.py", "m.py", "//:label"));
  temp_.Write("bytecode", Line("file", "v/__pycache__/m.tag.pyc", "s"));
  const std::vector<std::string> manifests = {"bytecode"};
  TaskPool pool(1);
  const Tree tree = BuildTree("layer", pool, manifests);
  const auto link = std::find_if(tree.entries().begin(), tree.entries().end(),
                                 [](const Entry& entry) { return entry.path().ends_with(".pyc"); });
  ASSERT_NE(link, tree.entries().end());
  EXPECT_EQ(tree.Origin(*link), "//:label, layer:2");
}

TEST_F(BytecodeLinksTest, NamesTheManifestThatCannotBeRead) {
  temp_.Write("layer", Line("empty", "x"));
  const std::vector<std::string> manifests = {"missing"};
  try {
    TaskPool pool(1);
    (void)BuildTree("layer", pool, manifests);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("missing"), std::string::npos) << error.what();
  }
}

}  // namespace pyvenv::bytecode_links_test
