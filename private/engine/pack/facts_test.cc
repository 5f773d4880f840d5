#include "pack/facts.h"

#include <gtest/gtest.h>

#include <string>

#include "testing/elf_draft.h"
#include "testing/memory_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::facts_test {

using testing::ElfDraft;

std::string Written(const std::string& path, const std::string& content) {
  testing::MemorySink sink;
  FactsWriter(&sink).Add(path, content);
  return sink.bytes();
}

TEST(FactsWriterTest, Library) {
  EXPECT_EQ(Written("r/libx.so", ElfDraft()
                                     .Soname("libx.so.1")
                                     .Needed("liba.so")
                                     .Needed("libb.so")
                                     .Runpath("$ORIGIN/../lib")
                                     .Bytes()),
            R"({"path":"r/libx.so","bits":64,"machine":62,"type":3,"soname":"libx.so.1",)"
            R"("needed":["liba.so","libb.so"],"runpath":"$ORIGIN/../lib"})"
            "\n");
}

TEST(FactsWriterTest, Program) {
  EXPECT_EQ(
      Written("r/x", ElfDraft({.bits = 32, .is_big_endian = true, .number = 20}, kElfExecutable)
                         .Interpreter("/lib/ld.so.1")
                         .Rpath("")
                         .Bytes()),
      R"({"path":"r/x","bits":32,"big_endian":true,"machine":20,"type":2,)"
      R"("interpreter":"/lib/ld.so.1","rpath":""})"
      "\n");
}

TEST(FactsWriterTest, Script) {
  EXPECT_EQ(Written("r/x", "#!/usr/bin/env python3\n"),
            "{\"path\":\"r/x\",\"script\":\"/usr/bin/env\",\"argument\":\"python3\"}\n");
  EXPECT_EQ(Written("r/x", "#!/bin/sh"), "{\"path\":\"r/x\",\"script\":\"/bin/sh\"}\n");
}

TEST(FactsWriterTest, Distribution) {
  const std::string path = "r/x-1.dist-info/METADATA";
  EXPECT_EQ(Written(path, "Name: X\nVersion: 1\nLicense: a b\n"),
            R"({"path":"r/x-1.dist-info/METADATA","distribution":"X","version":"1",)"
            R"("license":"a\\040b"})"
            "\n");
  EXPECT_EQ(Written(path, "License-Expression: MIT\n"),
            R"({"path":"r/x-1.dist-info/METADATA","distribution":"x","version":"1",)"
            R"("license_expression":"MIT"})"
            "\n");
}

TEST(FactsWriterTest, Interpreter) {
  EXPECT_EQ(Written("r/include/python3.11/patchlevel.h", "#define PY_VERSION \"3.11.2\"\n"),
            "{\"path\":\"r/include/python3.11/patchlevel.h\",\"python\":\"3.11.2\"}\n");
}

TEST(FactsWriterTest, NothingOfOtherFiles) {
  EXPECT_EQ(Written("r/x-1.dist-info/METADATA", ""), "");
  EXPECT_EQ(Written("r/x", ""), "");
  EXPECT_EQ(Written("r/x", "# not a script"), "");
  EXPECT_EQ(Written("r/x.so",
                    "\x7f"
                    "EL"),
            "");
}

TEST(FactsWriterTest, AnyBytesStayASCII) {
  EXPECT_EQ(Written("r/a \"\\\xff", "#!/\x01"),
            R"({"path":"r/a\\040\"\\134\\377","script":"/\\001"})"
            "\n");
}

TEST(FactsWriterTest, WhatIsWrong) {
  EXPECT_EQ(
      Written("r/x",
              "\x7f"
              "ELF"),
      R"({"path":"r/x","bits":0,"machine":0,"type":0,"fault":"the\\040file\\040is\\040too\\040short"})"
      "\n");
}

TEST(FactsWriterTest, AFileOnDisk) {
  const testing::TempDir temp;
  const std::string content = ElfDraft().Needed("liba.so").Bytes();
  const FileContent file(temp.Write("x", content));
  testing::MemorySink sink;
  FactsWriter facts(&sink);
  facts.Read("r/x", content.substr(0, 32), file);
  EXPECT_EQ(sink.bytes(), "");
  facts.Write();
  EXPECT_EQ(sink.bytes(), Written("r/x", content));
  facts.Read("r/x", "no facts", file);
  facts.Write();
  EXPECT_EQ(sink.bytes(), Written("r/x", content));
}

TEST(FactsWriterTest, NoneAreWanted) {
  FactsWriter(nullptr).Add("r/x", "#!/bin/sh");
}

}  // namespace pyvenv::facts_test
