#include "sandbox/import_start.h"

#include <gtest/gtest.h>

namespace pyvenv::import_start_test {

using Words = std::vector<std::string>;

TEST(ImportStartTest, ALauncherIsToldByItsEnvironment) {
  const ImportStart start = StartForImport({"/app", "argument"}, "/import.py");
  EXPECT_EQ(start.command, (Words{"/app", "argument"}));
  EXPECT_EQ(start.environment, Words{"RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS=/import.py"});
}

TEST(ImportStartTest, StandsBeforeStage2) {
  const ImportStart start =
      StartForImport({"/r/bin/python3", "-P", "/r/_app_stage2_bootstrap.py", "a"}, "/import.py");
  EXPECT_EQ(start.command,
            (Words{"/r/bin/python3", "-P", "/import.py", "/r/_app_stage2_bootstrap.py", "a"}));
  EXPECT_EQ(start.environment, Words());
}

TEST(ImportStartTest, ModuleNames) {
  for (const char* const name : {"numpy", "numpy.linalg", "_a1.b",
                                 "b\xc3\xbc"
                                 "cher"}) {
    EXPECT_TRUE(IsModuleName(name)) << name;
  }
  for (const char* const name : {"", ".", "a.", ".a", "a..b", "a b", "a\"", "a\\", "a-b", "a\n"}) {
    EXPECT_FALSE(IsModuleName(name)) << name;
  }
}

}  // namespace pyvenv::import_start_test
