#include "sbom/software.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "pack/facts.h"
#include "sbom/facts_collector.h"

namespace pyvenv::software_test {

std::vector<std::string> Purls(const std::vector<Software>& software) {
  std::vector<std::string> purls;
  for (const Software& one : software) purls.push_back(one.purl);
  return purls;
}

FileFacts Distribution(const std::string& name, const std::string& version) {
  return {.path = "x", .distribution = DistributionFacts{.name = name, .version = version}};
}

using Texts = std::vector<std::string>;

TEST(SoftwareTest, SortedAndNothingTwice) {
  EXPECT_EQ(Purls(SoftwareOf({Distribution("b", "2"), Distribution("B", "2"),
                              Distribution("b", "1"), Distribution("a", "3")})),
            (Texts{"pkg:pypi/a@3", "pkg:pypi/b@1", "pkg:pypi/b@2"}));
}

TEST(SoftwareTest, PackageUrls) {
  EXPECT_EQ(Purls(SoftwareOf(
                {Distribution("Zope.Some__thing", "1!2.0+cu12 4"), Distribution("without", "")})),
            (Texts{"pkg:pypi/without", "pkg:pypi/zope-some-thing@1%212.0%2Bcu12%204"}));
}

TEST(SoftwareTest, InterpretersByTheirBestSource) {
  const std::vector<Software> software =
      SoftwareOf({{.path = "a/include/python3.11/patchlevel.h", .python_version = "3.11.14"},
                  {.path = "a/lib/python3.11/os.py", .python_version = "3.11"},
                  {.path = "b/lib/python3.12/os.py", .python_version = "3.12"}});
  EXPECT_EQ(Purls(software), (Texts{"pkg:generic/python@3.11.14", "pkg:generic/python@3.12"}));
  EXPECT_TRUE(software.front().is_interpreter);
  EXPECT_EQ(software.front().cpe, "cpe:2.3:a:python:python:3.11.14:*:*:*:*:*:*:*");
  EXPECT_EQ(software.back().cpe, "");
}

TEST(SoftwareTest, TwoInterpretersOfOnePrefix) {
  EXPECT_EQ(Purls(SoftwareOf(
                {{.path = "usr/include/python3.11/patchlevel.h", .python_version = "3.11.14"},
                 {.path = "usr/lib/python3.11/os.py", .python_version = "3.11"},
                 {.path = "usr/lib/python3.12/os.py", .python_version = "3.12"}})),
            (Texts{"pkg:generic/python@3.11.14", "pkg:generic/python@3.12"}));
}

TEST(SoftwareTest, ByPathsAlone) {
  FileFacts facts;
  EXPECT_TRUE(FactsOfPath("s/Some_Thing-1.0.dist-info/METADATA", &facts));
  EXPECT_EQ(Purls(SoftwareOf({facts})), (Texts{"pkg:pypi/some-thing@1.0"}));
  EXPECT_TRUE(FactsOfPath("s/lib/python3.11/os.py", &facts));
  EXPECT_EQ(Purls(SoftwareOf({facts})), (Texts{"pkg:generic/python@3.11"}));
  EXPECT_FALSE(FactsOfPath("s/x-1.0.dist-info/RECORD", &facts));
}

// Lines come in any pieces.
TEST(FactsCollectorTest, KeepsWhatTellsOfSoftware) {
  FactsCollector collector;
  class Pieces : public ByteSink {
   public:
    explicit Pieces(ByteSink& sink) : sink_(sink) {}
    void Write(std::string_view bytes) override {
      for (const char byte : bytes) sink_.Write({&byte, 1});
    }

   private:
    ByteSink& sink_;
  } pieces(collector);
  FactsWriter writer(&pieces);
  writer.Add("r/x-1.dist-info/METADATA", "Name: X\nVersion: 2\nLicense: a \"b\"\n");
  writer.Add("r/script", "#!/bin/sh\n");
  writer.Add("r/lib/python3.11/os.py", "import sys\n");
  ASSERT_EQ(collector.facts().size(), 2U);
  EXPECT_EQ(collector.facts()[0].distribution->license, "a \"b\"");
  EXPECT_EQ(collector.facts()[1].python_version, "3.11");
}

TEST(FactsCollectorTest, MalformedLine) {
  FactsCollector collector;
  EXPECT_THROW(collector.Write("{\"path\":\"x\"}\n"), Error);
}

}  // namespace pyvenv::software_test
