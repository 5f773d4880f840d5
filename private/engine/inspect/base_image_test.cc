#include "inspect/base_image.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyvenv::base_image_test {

TEST(BaseImageTest, Known) {
  const BaseImage base({}, {});
  for (const char* const name : {"libc.so.6", "libstdc++.so.6", "ld-linux-x86-64.so.2",
                                 "libc.musl-x86_64.so.1", "libcuda.so.1", "/lib64/libm.so.6"}) {
    EXPECT_TRUE(base.HasLibrary(name)) << name;
  }
  for (const char* const name : {"libGL.so.1", "libgomp.so.1", "libc.so.60.1x/libx.so", ""}) {
    EXPECT_FALSE(base.HasLibrary(name)) << name;
  }
  for (const char* const path : {"/bin/sh", "/usr/bin/env", "/lib64/ld-linux-x86-64.so.2",
                                 "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-x86_64.so.1"}) {
    EXPECT_TRUE(base.HasInterpreter(path)) << path;
  }
  for (const char* const path :
       {"/usr/bin/python3", "/opt/bin/sh", "/nix/lib/ld-linux-x86-64.so.2", "sh", ""}) {
    EXPECT_FALSE(base.HasInterpreter(path)) << path;
  }
}

TEST(BaseImageTest, WhatTheUserAdds) {
  const std::vector<std::string> libraries = {"libGL.so.*"};
  const std::vector<std::string> interpreters = {"/usr/bin/perl", "/opt/*/bin/python"};
  const BaseImage base(libraries, interpreters);
  EXPECT_TRUE(base.HasLibrary("libGL.so.1"));
  EXPECT_FALSE(base.HasLibrary("libGLX.so.1"));
  EXPECT_TRUE(base.HasLibrary("libc.so.6"));
  EXPECT_TRUE(base.HasInterpreter("/usr/bin/perl"));
  EXPECT_FALSE(base.HasInterpreter("/home/x/usr/bin/perl"));
  EXPECT_TRUE(base.HasInterpreter("/opt/x/bin/python"));
  EXPECT_TRUE(base.HasInterpreter("/bin/sh"));
}

// A pattern without "/" would else match in any directory.
TEST(BaseImageTest, InterpretersAreWholePaths) {
  const std::vector<std::string> interpreters = {"/python"};
  EXPECT_TRUE(BaseImage({}, interpreters).HasInterpreter("/python"));
  EXPECT_FALSE(BaseImage({}, interpreters).HasInterpreter("/opt/python"));
}

}  // namespace pyvenv::base_image_test
