#include "elf/script.h"

#include <gtest/gtest.h>

#include <string>

namespace pyvenv::script_test {

TEST(ScriptTest, InterpreterAndArgument) {
  const ScriptFacts facts = ReadScript("#!/usr/bin/env python3\nimport sys\n");
  EXPECT_EQ(facts.interpreter, "/usr/bin/env");
  EXPECT_EQ(facts.argument, "python3");
}

TEST(ScriptTest, Blanks) {
  const ScriptFacts facts = ReadScript("#! \t/bin/awk  -f -v \t\n");
  EXPECT_EQ(facts.interpreter, "/bin/awk");
  EXPECT_EQ(facts.argument, "-f -v");
}

TEST(ScriptTest, WithoutLineEnd) {
  EXPECT_EQ(ReadScript("#!/bin/sh").interpreter, "/bin/sh");
  EXPECT_EQ(ReadScript("#!/bin/sh").argument, "");
}

TEST(ScriptTest, NoInterpreter) {
  EXPECT_EQ(ReadScript("#!").interpreter, "");
  EXPECT_EQ(ReadScript("#!\n/bin/sh").interpreter, "");
  EXPECT_EQ(ReadScript("#!  \t ").interpreter, "");
}

TEST(ScriptTest, NoMoreThanTheKernelLooksAt) {
  const std::string content = "#!" + std::string(1000, 'x');
  EXPECT_EQ(ReadScript(content).interpreter.size(), kScriptStart - 2);
}

TEST(ScriptTest, EndsAtAZeroByte) {
  EXPECT_EQ(ReadScript(std::string("#!/bin/sh\0x y", 13)).interpreter, "/bin/sh");
}

}  // namespace pyvenv::script_test
