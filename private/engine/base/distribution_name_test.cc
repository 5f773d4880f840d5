#include "base/distribution_name.h"

#include <gtest/gtest.h>

namespace pyvenv {
namespace {

TEST(NormalizedNameTest, AsInPep503) {
  EXPECT_EQ(NormalizedName("Foo.Bar"), "foo-bar");
  EXPECT_EQ(NormalizedName("foo-_.bar"), "foo-bar");
  EXPECT_EQ(NormalizedName("ruamel.yaml_clib"), "ruamel-yaml-clib");
}

TEST(NameOfInfoDirectoryTest, IsBeforeTheVersion) {
  EXPECT_EQ(NameOfInfoDirectory("google_cloud_core-2.5.0.dist-info", ".dist-info"),
            "google-cloud-core");
  EXPECT_EQ(NameOfInfoDirectory("torch-2.9.1+cu128.dist-info", ".dist-info"), "torch");
}

}  // namespace
}  // namespace pyvenv
