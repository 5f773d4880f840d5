#include "metadata/distribution.h"

#include <gtest/gtest.h>

namespace pyvenv::distribution_test {

constexpr const char* kPath = "r/site-packages/Some_Thing-1.0.dist-info/METADATA";

TEST(DistributionTest, WhereDescriptionsLie) {
  for (const char* path :
       {kPath, "x-1.dist-info/METADATA", "a/setuptools/_vendor/x-1.dist-info/METADATA",
        "a/x-1-py3.11.egg-info/PKG-INFO", "usr/lib/python3/dist-packages/x-1.egg-info"}) {
    EXPECT_TRUE(DescribesDistribution(path)) << path;
  }
  for (const char* path :
       {"METADATA", "a/METADATA", "a/x-1.dist-info/RECORD", "a/PKG-INFO", "x-1.dist-info",
        "a/.dist-info/METADATA", "a/x-1.dist-info/licenses/METADATA"}) {
    EXPECT_FALSE(DescribesDistribution(path)) << path;
  }
}

TEST(DistributionTest, Fields) {
  const DistributionFacts facts = ReadDistribution(kPath,
                                                   "Metadata-Version: 2.4\n"
                                                   "name:  Some.Thing \r\n"
                                                   "Version: 1.2+local.3\n"
                                                   "License-Expression: MIT OR Apache-2.0\n"
                                                   "License: old words\n"
                                                   "\n"
                                                   "Name: of the README\n"
                                                   "Version: 9\n");
  EXPECT_EQ(facts.name, "Some.Thing");
  EXPECT_EQ(facts.version, "1.2+local.3");
  EXPECT_EQ(facts.license, "MIT OR Apache-2.0");
  EXPECT_TRUE(facts.has_license_expression);
}

std::string LicenseOf(const std::string& fields) {
  const DistributionFacts facts = ReadDistribution(kPath, "Name: x\n" + fields);
  EXPECT_FALSE(facts.has_license_expression);
  return facts.license;
}

TEST(DistributionTest, WhichLicense) {
  const std::string classifiers =
      "Classifier: License :: OSI Approved\n"
      "Classifier: License :: OSI Approved :: MIT License\n"
      "Classifier: Programming Language :: Python :: 3\n"
      "Classifier: License :: Public Domain\n";
  const std::string text = "License: Copyright (c) Someone\n        Permission is granted\n";
  EXPECT_EQ(LicenseOf(""), "");
  EXPECT_EQ(LicenseOf("License: BSD\n" + classifiers), "BSD");
  EXPECT_EQ(LicenseOf("License: UNKNOWN\n" + classifiers), "MIT License, Public Domain");
  EXPECT_EQ(LicenseOf(text + classifiers), "MIT License, Public Domain");
  EXPECT_EQ(LicenseOf(text), "Copyright (c) Someone");
  EXPECT_EQ(LicenseOf("License: \nSummary: x\n"), "");
}

// Blank lines within a licence's text have blanks in them; the fields go on behind it.
TEST(DistributionTest, TextsOfSeveralParagraphs) {
  EXPECT_EQ(LicenseOf("License: A text\n        \n        of two paragraphs\n"
                      "Classifier: License :: OSI Approved :: BSD License\n"),
            "BSD License");
}

TEST(DistributionTest, NamesByDirectories) {
  const auto expect = [](const char* path, const char* name, const char* version) {
    const DistributionFacts facts = ReadDistribution(path, "");
    EXPECT_EQ(facts.name, name);
    EXPECT_EQ(facts.version, version);
    EXPECT_EQ(facts.license, "");
  };
  expect(kPath, "Some_Thing", "1.0");
  expect("a/x-1.2-py3.11.egg-info/PKG-INFO", "x", "1.2");
  expect("a/x-1.2.egg-info", "x", "1.2");
  expect("a/some-thing-1.2.dist-info/METADATA", "some-thing", "1.2");
  expect("a/x.egg-info/PKG-INFO", "x", "");
}

TEST(DistributionTest, FieldsBehindTheStartAreNotRead) {
  EXPECT_EQ(ReadDistribution(kPath, std::string(kDistributionStart, 'x') + "\nName: far\n").name,
            "Some_Thing");
}

}  // namespace pyvenv::distribution_test
