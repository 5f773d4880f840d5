#include "base/distribution_name.h"

#include <gtest/gtest.h>

namespace pyvenv::distribution_name_test {

TEST(NormalizedNameTest, AsInPep503) {
  EXPECT_EQ(NormalizedName("Foo.Bar"), "foo-bar");
  EXPECT_EQ(NormalizedName("foo-_.bar"), "foo-bar");
  EXPECT_EQ(NormalizedName("ruamel.yaml_clib"), "ruamel-yaml-clib");
}

TEST(ParseDistInfoTest, NameAndVersion) {
  const std::optional<DistInfo> google = ParseDistInfo("google_cloud_core-2.5.0.dist-info");
  ASSERT_TRUE(google);
  EXPECT_EQ(google->name, "google-cloud-core");
  EXPECT_EQ(google->version, "2.5.0");
  EXPECT_EQ(ParseDistInfo("torch-2.9.1+cu128.dist-info")->version, "2.9.1+cu128");
}

TEST(SplitInfoNameTest, DirectoriesOfWheelsAndEggs) {
  const auto split = [](std::string_view directory) {
    const DistInfo info = SplitInfoName(directory);
    return info.name + "|" + info.version;
  };
  EXPECT_EQ(split("Some_Thing-1.0.dist-info"), "Some_Thing|1.0");
  EXPECT_EQ(split("some-thing-1.0.dist-info"), "some-thing|1.0");
  EXPECT_EQ(split("x-1.2-py3.11.egg-info"), "x|1.2");
  EXPECT_EQ(split("my-python-1.2-py3.11-linux-x86_64.egg-info"), "my-python|1.2");
  EXPECT_EQ(split("my-python-1.2.egg-info"), "my-python|1.2");
  EXPECT_EQ(split("x.egg-info"), "x|");
}

TEST(ParseDistInfoTest, OtherNames) {
  EXPECT_FALSE(ParseDistInfo("torch-2.9.1.egg-info"));
  EXPECT_EQ(ParseDistInfo("torch.dist-info")->version, "");
}

}  // namespace pyvenv::distribution_name_test
