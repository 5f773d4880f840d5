#include "source/repository_distribution.h"

#include <gtest/gtest.h>

namespace pyvenv::repository_distribution_test {

// The cases of tests/starlark/distributions_test.bzl.
TEST(DistInfoNameTest, OfARepositorysOwn) {
  EXPECT_EQ(DistInfoName("r/site-packages/google_cloud_core-2.5.0.dist-info/METADATA"),
            "google-cloud-core");
  EXPECT_EQ(DistInfoName("r/site-packages/torch-2.9.1+cu128.dist-info/licenses/LICENSE"), "torch");
  EXPECT_EQ(DistInfoName("r/site-packages/setuptools/_vendor/x-1.dist-info/METADATA"),
            std::nullopt);
  EXPECT_EQ(DistInfoName("py/lib/python3.11/site-packages/pip-24.0.dist-info/METADATA"),
            std::nullopt);
  EXPECT_EQ(DistInfoName("r/site-packages/torch/__init__.py"), std::nullopt);
  EXPECT_EQ(DistInfoName("r"), std::nullopt);
}

TEST(RepositoryDistributionTest, AsRulesPythonNamesThem) {
  EXPECT_EQ(RepositoryDistribution("rules_python++pip+pypi_311_nvidia_cublas_cu12"),
            "nvidia-cublas-cu12");
  EXPECT_EQ(
      RepositoryDistribution("rules_python~~pip~my_hub_313_torch_cp313_none_linux_x86_64_0123abcd"),
      "torch");
  EXPECT_EQ(RepositoryDistribution("pip_39_six_sdist_0123abcd"), "six");
  EXPECT_EQ(RepositoryDistribution("protobuf+"), std::nullopt);
  EXPECT_EQ(RepositoryDistribution("_main"), std::nullopt);
  EXPECT_EQ(RepositoryDistribution(""), std::nullopt);
}

}  // namespace pyvenv::repository_distribution_test
