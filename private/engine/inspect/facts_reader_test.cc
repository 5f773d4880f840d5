#include "inspect/facts_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "pack/facts.h"
#include "testing/elf_draft.h"
#include "testing/memory_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::facts_reader_test {

using testing::ElfDraft;

TEST(ForEachFactsTest, ReadsWhatIsWritten) {
  const std::string content =
      ElfDraft({.bits = 32, .is_big_endian = true, .number = 20}, kElfExecutable)
          .Interpreter("/lib/ld.so.1")
          .Soname("lib\xff\"\\.so")
          .Needed("liba.so")
          .Needed("lib b.so")
          .Rpath("")
          .Runpath("$ORIGIN")
          .Bytes();
  const std::string cut = ElfDraft().Needed("liba.so").Bytes().substr(0, 70);
  testing::MemorySink sink;
  FactsWriter writer(&sink);
  writer.Add("r/\xc3\xa4 x", content);
  writer.Add("r/cut", cut);
  writer.Add("r/script", "#!/usr/bin/env  a b\n");
  writer.Add("r/x.dist-info/METADATA", "Name: X\nVersion: 1\nLicense-Expression: MIT\n");
  writer.Add("r/lib/python3.11/os.py", "import sys\n");
  const testing::TempDir temp;
  std::vector<FileFacts> files;
  ForEachFacts(temp.Write("facts", sink.bytes()),
               [&](FileFacts file) { files.push_back(std::move(file)); });
  ASSERT_EQ(files.size(), 5U);

  const FileFacts* facts = files.data();
  EXPECT_EQ(facts->path, "r/\xc3\xa4 x");
  ASSERT_TRUE(facts->elf);
  const ElfFacts read = ReadElf(MemorySource(content));
  EXPECT_EQ(facts->elf->machine, read.machine);
  EXPECT_EQ(facts->elf->type, read.type);
  EXPECT_EQ(facts->elf->interpreter, read.interpreter);
  EXPECT_EQ(facts->elf->soname, read.soname);
  EXPECT_EQ(facts->elf->needed, read.needed);
  EXPECT_EQ(facts->elf->rpath, "");
  EXPECT_EQ(facts->elf->runpath, "$ORIGIN");
  EXPECT_EQ(facts->elf->fault, "");

  ++facts;
  ASSERT_TRUE(facts->elf);
  EXPECT_EQ(facts->elf->rpath, std::nullopt);
  EXPECT_EQ(facts->elf->fault, "its program headers lie outside the file");

  ++facts;
  EXPECT_FALSE(facts->elf);
  EXPECT_EQ(facts->script->interpreter, "/usr/bin/env");
  EXPECT_EQ(facts->script->argument, "a b");

  ++facts;
  ASSERT_TRUE(facts->distribution);
  EXPECT_EQ(facts->distribution->name, "X");
  EXPECT_EQ(facts->distribution->version, "1");
  EXPECT_EQ(facts->distribution->license, "MIT");
  EXPECT_TRUE(facts->distribution->has_license_expression);

  ++facts;
  EXPECT_EQ(facts->python_version, "3.11");
}

std::string FaultOf(std::string_view line) {
  const testing::TempDir temp;
  const std::string path =
      temp.Write("facts", "{\"path\":\"x\",\"script\":\"/x\"}\n" + std::string(line) + "\n");
  try {
    ForEachFacts(path, [](const FileFacts&) {});
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("facts:2: "), std::string::npos) << text;
    return text.substr(text.find(":2: ") + 4);
  }
  return {};
}

TEST(ForEachFactsTest, LinesOfAnotherForm) {
  EXPECT_EQ(FaultOf("[]"), "not a JSON object");
  EXPECT_NE(FaultOf("{"), "");
  EXPECT_EQ(FaultOf(R"({"script": "/x"})"), "no \"path\"");
  EXPECT_EQ(FaultOf(R"({"path": "x"})"), "not a file of one kind");
  EXPECT_EQ(FaultOf(R"({"path": "x", "script": "/x", "bits": 64})"), "not a file of one kind");
  EXPECT_EQ(FaultOf(R"({"path": "x", "more": 1})"), "unknown key \"more\"");
  EXPECT_EQ(FaultOf(R"({"path": 1})"), "not a string");
  EXPECT_EQ(FaultOf(R"({"path": "x\\1"})"),
            "a backslash that is not followed by three octal digits");
  EXPECT_EQ(FaultOf(R"({"path": "x", "bits": 256})"), "not a number, or too large");
  EXPECT_EQ(FaultOf(R"({"path": "x", "machine": -1})"), "not a number, or too large");
  EXPECT_EQ(FaultOf(R"({"path": "x", "big_endian": 1})"), "not true or false");
  EXPECT_EQ(FaultOf(R"({"path": "x", "needed": "a"})"), "not an array");
}

}  // namespace pyvenv::facts_reader_test
