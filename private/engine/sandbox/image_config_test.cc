#include "sandbox/image_config.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::image_config_test {

using testing::TempDir;
using Words = std::vector<std::string>;

TEST(ImageConfigTest, ConfigAloneOrInAnImageConfiguration) {
  const TempDir dir;
  const std::string config = R"({"Entrypoint": ["/app", "a b"], "Cmd": ["c"], "Env": ["A=b=c"],
                                 "WorkingDir": "/srv", "User": "1:2", "Labels": {}})";
  for (const std::string& text : {config, R"({"os": "linux", "config": )" + config + "}"}) {
    const ImageConfig read = ReadImageConfig(dir.Write("config.json", text));
    EXPECT_EQ(read.entrypoint, (Words{"/app", "a b"}));
    EXPECT_EQ(read.arguments, Words{"c"});
    EXPECT_EQ(read.environment, Words{"A=b=c"});
    EXPECT_EQ(read.working_directory, "/srv");
    EXPECT_EQ(read.user, "1:2");
  }
}

TEST(ImageConfigTest, WhatIsNotSaid) {
  const TempDir dir;
  const ImageConfig read = ReadImageConfig(
      dir.Write("config.json", R"({"Entrypoint": null, "Cmd": ["/app"], "WorkingDir": ""})"));
  EXPECT_EQ(read.entrypoint, Words());
  EXPECT_EQ(read.arguments, Words{"/app"});
  EXPECT_EQ(read.working_directory, "/");
  EXPECT_EQ(read.user, "");
}

TEST(ImageConfigTest, WhatIsNoConfig) {
  const TempDir dir;
  for (const char* const text :
       {"", "[]", "{}", R"({"Entrypoint": "/app"})", R"({"Cmd": [1]})",
        R"({"Cmd": ["/app"], "Env": ["A=b", "A"]})", R"({"Cmd": ["/app"], "Env": ["=b"]})"}) {
    EXPECT_THROW(ReadImageConfig(dir.Write("config.json", text)), Error) << text;
  }
}

}  // namespace pyvenv::image_config_test
