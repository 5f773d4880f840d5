#include "tree/manifest.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::manifest_test {

std::string FaultOf(const std::string& manifest) {
  const testing::TempDir temp;
  const testing::WorkingDirectory inside(temp.path());
  temp.Write("m", manifest);
  try {
    ManifestReader reader("m");
    while (reader.Next() != nullptr) {
    }
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

// The cause alone, for a manifest of one bad line.
std::string CauseOf(const std::string& line) {
  const std::string fault = FaultOf(line + "\n");
  const std::string start = "malformed line: m:1: ";
  EXPECT_EQ(fault.substr(0, start.size()), start) << fault;
  return fault.size() < start.size() ? "" : fault.substr(start.size());
}

TEST(ManifestTest, EveryType) {
  const testing::TempDir temp;
  ManifestReader reader(
      temp.Write("m", R"({"path": "a/b", "type": "file", "source": "s", "label": "//x"}
{"type": "file", "executable": true, "source": "s", "path": "p"}
{"path": "p", "type": "file", "source": "s", "executable": false}
{"path": "p", "type": "tree", "source": "s"}
{"path": "p", "type": "link", "target": "../t"}
{"path": "p", "type": "raw_link", "source": "s"}
{"path": "p", "type": "file_or_raw_link", "source": "s"}
{"path": "p", "type": "empty"}
{"path": "p", "type": "directory", "label": ""}
{"path": "p", "type": "excluded", "label": "//x"})"));
  const Declaration* first = reader.Next();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->path, "a/b");
  EXPECT_EQ(first->type, DeclarationType::kFile);
  EXPECT_EQ(first->source, "s");
  EXPECT_EQ(first->label, "//x");
  EXPECT_TRUE(first->exclude.empty());
  EXPECT_FALSE(first->executable);
  EXPECT_TRUE(reader.Next()->executable);
  EXPECT_FALSE(reader.Next()->executable);
  EXPECT_EQ(reader.Next()->type, DeclarationType::kTree);
  const Declaration* link = reader.Next();
  EXPECT_EQ(link->type, DeclarationType::kLink);
  EXPECT_EQ(link->target, "../t");
  EXPECT_EQ(link->source, "");
  EXPECT_EQ(reader.Next()->type, DeclarationType::kRawLink);
  EXPECT_EQ(reader.Next()->type, DeclarationType::kFileOrRawLink);
  EXPECT_EQ(reader.Next()->type, DeclarationType::kEmpty);
  EXPECT_EQ(reader.Next()->type, DeclarationType::kDirectory);
  EXPECT_EQ(reader.Next()->type, DeclarationType::kExcluded);
  EXPECT_EQ(reader.line(), 10U);
  EXPECT_EQ(reader.Next(), nullptr);
}

TEST(ManifestTest, Exclusions) {
  const testing::TempDir temp;
  const std::string keys = R"("source": "s", "exclude": ["*.pyi", "a/"], "exclude_base": "r"})";
  ManifestReader reader(temp.Write("m", R"({"path": "r", "type": "tree", )" + keys + "\n" +
                                            R"({"path": "r/a", "type": "file", )" + keys + "\n" +
                                            R"({"path": "r/a/b", "type": "file_or_raw_link", )" +
                                            keys));
  for (int i = 0; i < 3; ++i) {
    const Declaration* line = reader.Next();
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->exclude, (std::vector<std::string_view>{"*.pyi", "a/"})) << line->path;
    EXPECT_EQ(line->exclude_base, "r") << line->path;
  }
}

// Such a line would have nothing left out, or the wrong paths.
TEST(ManifestTest, WrongExclusions) {
  const auto cause = [](const std::string& type, const std::string& keys) {
    return CauseOf(R"({"path": "r/a", "source": "s", "type": ")" + type + "\", " + keys + "}");
  };
  EXPECT_EQ(cause("tree", R"("exclude": ["x"])"), R"(key "exclude" without "exclude_base")");
  EXPECT_EQ(cause("tree", R"("exclude_base": "r")"), R"(key "exclude_base" without "exclude")");
  for (const std::string base : {"r/a/b", "r/", "r/aa", "r/b", "R", "/"}) {
    EXPECT_EQ(cause("tree", R"("exclude": [], "exclude_base": ")" + base + "\""),
              R"(the path is not in "exclude_base", which is ")" + base + "\"");
  }
  EXPECT_EQ(cause("tree", R"("exclude": "x", "exclude_base": "r")"),
            R"(the value of "exclude" is not an array)");
  EXPECT_EQ(cause("tree", R"("exclude": ["x", 3], "exclude_base": "r")"),
            R"(a value in "exclude" is not a string)");
  EXPECT_EQ(cause("tree", R"("exclude": ["x", ""], "exclude_base": "r")"),
            R"(a value in "exclude" is empty)");
  EXPECT_EQ(cause("tree", R"("exclude": ["x"], "exclude_base": "")"),
            R"(the value of "exclude_base" is empty)");
  EXPECT_EQ(cause("raw_link", R"("exclude": ["x"], "exclude_base": "r")"),
            R"(type "raw_link" has no key "exclude")");
}

TEST(ManifestTest, Escapes) {
  const testing::TempDir temp;
  ManifestReader reader(
      temp.Write("m", R"({"path": "a\n\"\\ \u00e9\ud83d\udc0d", "type": "empty"})"));
  EXPECT_EQ(reader.Next()->path, "a\n\"\\ \xc3\xa9\xf0\x9f\x90\x8d");
}

TEST(ManifestTest, EmptyManifestHasNoEntries) {
  EXPECT_EQ(FaultOf(""), "");
}

TEST(ManifestTest, NotJson) {
  for (const char* line :
       {"", " ", "{", "x", "[]", "3", "\"s\"", R"({"path": "p", "type": "empty"} x)",
        R"({"path": "p", "type": "empty"}{"path": "q", "type": "empty"})",
        R"({"path": "p", "type": "empty",})", R"({'path': 'p'})",
        "{\"path\": \"\xff\", \"type\": \"empty\"}", R"({"path": "\ud800", "type": "empty"})"}) {
    EXPECT_NE(CauseOf(line), "") << line;
  }
}

TEST(ManifestTest, WrongKeys) {
  EXPECT_EQ(CauseOf("{}"), R"(no key "path")");
  EXPECT_EQ(CauseOf(R"({"path": "p"})"), R"(no key "type")");
  EXPECT_EQ(CauseOf(R"({"type": "empty"})"), R"(no key "path")");
  EXPECT_EQ(CauseOf(R"({"path": "p", "type": "file"})"), R"(no key "source")");
  EXPECT_EQ(CauseOf(R"({"path": "p", "type": "link", "source": "s"})"),
            R"(type "link" has no key "source")");
  EXPECT_EQ(CauseOf(R"({"path": "p", "type": "tree", "source": "s", "executable": true})"),
            R"(type "tree" has no key "executable")");
  EXPECT_EQ(CauseOf(R"({"path": "p", "type": "empty", "mode": 420})"), R"(unknown key "mode")");
  EXPECT_EQ(CauseOf(R"({"path": "p", "type": "fifo"})"), R"(unknown type "fifo")");
  EXPECT_EQ(CauseOf(R"({"path": "p", "path": "q", "type": "empty"})"), R"(key "path" twice)");
}

TEST(ManifestTest, WrongValues) {
  EXPECT_EQ(CauseOf(R"({"path": 3, "type": "empty"})"), R"(the value of "path" is not a string)");
  EXPECT_EQ(CauseOf(R"({"path": null, "type": "empty"})"),
            R"(the value of "path" is not a string)");
  EXPECT_EQ(CauseOf(R"({"path": "", "type": "empty"})"), R"(the value of "path" is empty)");
  EXPECT_EQ(CauseOf(R"({"path": "p", "type": "link", "target": ""})"),
            R"(the value of "target" is empty)");
  EXPECT_EQ(CauseOf(R"({"path": "a\u0000b", "type": "empty"})"),
            R"(the value of "path" holds a NUL byte)");
  EXPECT_EQ(CauseOf(R"({"path": "p", "type": "file", "source": "s", "executable": 1})"),
            R"(the value of "executable" is not true or false)");
}

TEST(ManifestTest, NamesTheLine) {
  const std::string good = R"({"path": "p", "type": "empty"})";
  EXPECT_EQ(FaultOf(good + "\n" + good + "\nx\n").substr(0, 19), "malformed line: m:3");
}

TEST(ManifestTest, RefusedPathsNameTheLabel) {
  EXPECT_EQ(FaultOf(R"({"path": "a/../b", "type": "empty", "label": "//x:y"})"),
            R"(path refused: a/../b: the path has a ".." component (//x:y, m:1))");
  EXPECT_EQ(FaultOf(R"({"path": "/a", "type": "empty"})"),
            "path refused: /a: the path is absolute (m:1)");
}

}  // namespace pyvenv::manifest_test
