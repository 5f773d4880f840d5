#include "metadata/python_version.h"

#include <gtest/gtest.h>

namespace pyvenv::python_version_test {

constexpr const char* kHeader = "r/include/python3.11/patchlevel.h";

TEST(PythonVersionTest, WhichFilesTell) {
  for (const char* path : {kHeader, "r/include/python3.13t/patchlevel.h", "r/lib/python3.11/os.py",
                           "lib/python3.14/os.py", "r/lib/pypy3.11/os.py"}) {
    EXPECT_TRUE(TellsPythonVersion(path)) << path;
  }
  for (const char* path :
       {"os.py", "lib/python3/os.py", "lib/python3.x/os.py", "r/python3.11/os.py",
        "r/lib/python3.11/patchlevel.h", "r/include/python3.11/os.py", "r/lib/python3.11/re.py",
        "r/share/python3.11/os.py", "r/include/pypy3.11/patchlevel.h"}) {
    EXPECT_FALSE(TellsPythonVersion(path)) << path;
  }
}

TEST(PythonVersionTest, OfDirectories) {
  EXPECT_EQ(PythonVersionOf("python3.11"), "3.11");
  EXPECT_EQ(PythonVersionOf("python3.13t"), "3.13");
  EXPECT_EQ(PythonVersionOf("pypy3.11"), "3.11");
  for (const char* name : {"", "python3", "python3.", "python3.t", "python3.x", "python2.7", "x"}) {
    EXPECT_EQ(PythonVersionOf(name), "") << name;
  }
}

TEST(PythonVersionTest, Versions) {
  const std::string header =
      "/* The version number */\n#define PY_MICRO_VERSION        14\n"
      "#define PY_VERSION              \"3.11.14\"\n";
  EXPECT_EQ(ReadPythonVersion(kHeader, header), "3.11.14");
  EXPECT_EQ(ReadPythonVersion(kHeader, "#define PY_VERSION \"3.15.0a1+\"\n"), "3.15.0a1");
  EXPECT_EQ(ReadPythonVersion(kHeader, "#define PY_VERSION\n\"3\"\n"), "3.11");
  EXPECT_EQ(ReadPythonVersion(kHeader, ""), "3.11");
  EXPECT_EQ(ReadPythonVersion("r/lib/python3.11/os.py", header), "3.11");
  EXPECT_EQ(ReadPythonVersion("lib/python3.13t/os.py", ""), "3.13");
  EXPECT_EQ(ReadPythonVersion("lib/pypy3.11/os.py", ""), "3.11");
}

TEST(PythonVersionTest, Prefix) {
  EXPECT_EQ(PythonPrefix(kHeader), "r");
  EXPECT_EQ(PythonPrefix("lib/python3.11/os.py"), "");
}

}  // namespace pyvenv::python_version_test
