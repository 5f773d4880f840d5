// `layer_packer sbom` on layers that the real layer_packer has packed.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/run.h"

namespace pyvenv::sbom_test {

using testing::Execute;
using testing::Line;
using testing::Outcome;
using Words = std::vector<std::string>;

class SbomCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    bench_.Write("metadata", "Name: Cow.Say\nVersion: 6.1\nLicense: GNU-GPL\n");
    const Outcome packed = bench_.Pack(
        Line("directory", "r") + Line("file", "r/cow_say-6.1.dist-info/METADATA", "metadata"),
        {"--facts", bench_.Path("out/layer.facts.jsonl")});
    ASSERT_EQ(packed.status, 0) << packed.err;
  }

  [[nodiscard]] Outcome Describe(const Words& more) const {
    Words command = {bench_.packer(),
                     "sbom",
                     "--name",
                     "//some:target",
                     "--layer",
                     "external",
                     bench_.Path("out/layer.facts.jsonl"),
                     bench_.Path("out/layer.json")};
    command.insert(command.end(), more.begin(), more.end());
    return Execute(command);
  }

  const testing::PackerBench bench_;
};

TEST_F(SbomCommandTest, BothDocuments) {
  const Outcome outcome =
      Describe({"--spdx", bench_.Path("spdx"), "--cyclonedx", bench_.Path("cdx")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::string descriptor = bench_.Read("out/layer.json");
  const std::string digest = descriptor.substr(descriptor.find("sha256:") + 7, 64);
  for (const std::string file : {"spdx", "cdx"}) {
    const std::string text = bench_.Read(file);
    for (const std::string& part :
         {std::string("//some:target"), std::string("pkg:pypi/cow-say@6.1"),
          std::string("\"GNU-GPL\""), "\"" + digest + "\"", std::string("1970-01-01T00:00:00Z")}) {
      EXPECT_NE(text.find(part), std::string::npos) << part << " is not in " << text;
    }
  }
}

TEST_F(SbomCommandTest, OutputsAreOtherFilesThanInputs) {
  for (const std::string input : {"out/layer.json", "x"}) {
    const Outcome outcome =
        Describe({"--spdx", bench_.Path("x"), "--cyclonedx", bench_.Path(input)});
    EXPECT_EQ(outcome.status, 2) << input;
    EXPECT_NE(outcome.err.find("two flags name this file"), std::string::npos) << outcome.err;
  }
}

TEST_F(SbomCommandTest, BothOrNeither) {
  bench_.Write("out/layer.json", "{}");
  bench_.Write("spdx", "old");
  const Outcome outcome =
      Describe({"--spdx", bench_.Path("spdx"), "--cyclonedx", bench_.Path("cdx")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "layer_packer: error: cannot read: " + bench_.Path("out/layer.json") +
                             ": not the descriptor of a layer\n");
  EXPECT_EQ(bench_.List("").size(), 3U);  // what Pack makes
}

TEST_F(SbomCommandTest, WrongUsage) {
  const Words outputs = {"--spdx", bench_.Path("spdx"), "--cyclonedx", bench_.Path("cdx")};
  Words late = outputs;
  late.insert(late.end(), {"--created", "253402300800"});
  EXPECT_EQ(Describe(late).status, 2);
  EXPECT_EQ(Describe({"--spdx", bench_.Path("spdx")}).status, 2);
  EXPECT_EQ(
      Describe({"--spdx", bench_.Path("out/layer.json"), "--cyclonedx", bench_.Path("cdx")}).status,
      2);
  EXPECT_NE(bench_.Read("out/layer.json"), "");
}

}  // namespace pyvenv::sbom_test
