// `pkg_pyvenv sbom`, and `layers --sbom`, as a user runs them.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "testing/command_bench.h"
#include "testing/image.h"

namespace pyvenv::sbom_command_test {

using nlohmann::json;
using testing::Line;
using testing::Outcome;
using Strings = std::vector<std::string>;

const std::string kInfo = "r/site-packages/cow_say-6.1.dist-info/METADATA";

class SbomCommandTest : public ::testing::Test {
 protected:
  // A distribution and an interpreter; the second description is a hard link to the first.
  [[nodiscard]] std::string Manifest() const {
    bench_.Write("metadata", "Name: Cow_Say\nVersion: 6.1\nLicense: GNU-GPL\n");
    bench_.Write("header", "#define PY_VERSION \"3.11.14\"\n");
    bench_.Write("os", "import sys\n");
    return Line("file", kInfo, "metadata") +
           Line("file", "r/vendor/x-2.dist-info/METADATA", "metadata") +
           Line("file", "r/include/python3.11/patchlevel.h", "header") +
           Line("file", "r/lib/python3.11/os.py", "os");
  }

  [[nodiscard]] json Sbom(Strings words) const {
    words.insert(words.begin(), "sbom");
    words.insert(words.end(), {"--format", "cyclonedx"});
    const Outcome outcome = bench_.Run(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return json::parse(outcome.out, nullptr, false);
  }

  static Strings Purls(const json& sbom) {
    Strings purls;
    for (const json& component : sbom["components"]) purls.push_back(component["purl"]);
    return purls;
  }

  const testing::CommandBench bench_;
};

TEST_F(SbomCommandTest, Tars) {
  for (const std::string compression : {"none", "gzip", "zstd"}) {
    bench_.PackTo("layer", Manifest(), compression);
    bench_.Shell("mv layer.tar* tar && rm layer.mtree");
    const json sbom = Sbom({"tar", "--name", "app"});
    EXPECT_EQ(Purls(sbom), (Strings{"pkg:pypi/cow-say@6.1", "pkg:generic/python@3.11.14"}));
    EXPECT_EQ(sbom["components"][0]["licenses"][0]["license"]["name"], "GNU-GPL");
    const json layer = sbom["metadata"]["component"]["components"][0];
    const auto digest = json::parse(bench_.Read("layer.json"))["digest"].get<std::string>();
    EXPECT_EQ("sha256:" + layer["hashes"][0]["content"].get<std::string>(), digest);
    EXPECT_EQ(sbom["metadata"]["component"]["name"], "app");
    EXPECT_EQ(sbom["metadata"]["timestamp"], "1970-01-01T00:00:00Z");
  }
}

// Libraries may be of GBs, and tell nothing here.
TEST_F(SbomCommandTest, NoElfFileIsCopied) {
  bench_.PackTo("layer", Manifest() + Line("file", "r/tool", bench_.program()) +
                             Line("file", "r/y-1.dist-info/METADATA", bench_.program()));
  const Outcome outcome = testing::Execute(
      {"env", "TMPDIR=/nowhere", bench_.program(), "sbom", "layer.tar", "--format", "cyclonedx"},
      {.directory = bench_.path()});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(Purls(json::parse(outcome.out, nullptr, false)),
            (Strings{"pkg:pypi/cow-say@6.1", "pkg:generic/python@3.11.14"}));
}

TEST_F(SbomCommandTest, ListingsTellNamesAndVersions) {
  bench_.PackTo("layer", Manifest() + Line("empty", "r/y-1.egg-info"));
  bench_.Shell("rm layer.tar");
  const json sbom = Sbom({"layer.mtree"});
  EXPECT_EQ(Purls(sbom),
            (Strings{"pkg:pypi/cow-say@6.1", "pkg:generic/python@3.11", "pkg:pypi/x@2"}));
  EXPECT_FALSE(sbom["components"][0].contains("licenses"));
  EXPECT_TRUE(sbom["metadata"]["component"]["components"][0].contains("hashes"));
}

TEST_F(SbomCommandTest, Images) {
  bench_.PackTo("a", Manifest());
  bench_.PackTo("b", Line("empty", "x"), "gzip");
  testing::WriteImage(bench_, "layout", "v1", {{"a.tar", "a.json"}, {"b.tar.gz", "b.json"}});
  const json sbom = Sbom({"layout:v1"});
  EXPECT_EQ(sbom["metadata"]["component"]["name"], "layout:v1");
  EXPECT_EQ(sbom["metadata"]["component"]["components"].size(), 2U);
  EXPECT_EQ(sbom["components"].size(), 2U);
  EXPECT_EQ(sbom["components"][0]["properties"][1]["value"],
            json::parse(bench_.Read("a.json"))["digest"]);
}

TEST_F(SbomCommandTest, Output) {
  bench_.PackTo("layer", Manifest());
  const Outcome outcome = bench_.Run(
      {"sbom", "layer.tar", "--format", "spdx", "-o", "written", "--created", "1700000000"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  const json sbom = json::parse(bench_.Read("written"));
  EXPECT_EQ(sbom["spdxVersion"], "SPDX-2.3");
  EXPECT_EQ(sbom["creationInfo"]["created"], "2023-11-14T22:13:20Z");
  EXPECT_EQ(sbom["packages"].size(), 4U);
}

TEST_F(SbomCommandTest, WrongUsage) {
  bench_.PackTo("layer", Manifest());
  EXPECT_EQ(bench_.Run({"sbom", "layer.tar"}).status, 2);
  EXPECT_EQ(bench_.Run({"sbom", "layer.tar", "--format", "csv"}).status, 2);
  EXPECT_EQ(bench_.Run({"sbom", "--format", "spdx"}).status, 2);
  bench_.Write("layer.facts.jsonl", "");
  for (const std::string file : {"layer.tar", "layer.json", "layer.facts.jsonl"}) {
    const std::string before = bench_.Read(file);
    EXPECT_EQ(bench_.Run({"sbom", "./layer.tar", "--format", "spdx", "-o", file}).status, 2);
    EXPECT_EQ(bench_.Read(file), before);
  }
  EXPECT_EQ(bench_.Run({"sbom", "layer.tar", "--format", "spdx", "--created", "x"}).status, 2);
  EXPECT_EQ(bench_.Run({"sbom", "missing.tar", "--format", "spdx"}).status, 1);
}

// Beside the layers, and gone when a later run makes none.
TEST_F(SbomCommandTest, WithLayers) {
  const std::string site = "env/lib/python3.11/site-packages/";
  bench_.Write("env/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.7\n");
  bench_.Shell("mkdir -p env/bin && ln -s /usr/bin/python3 env/bin/python3");
  bench_.Write(site + "six.py", "x");
  bench_.Write(site + "six-1.dist-info/METADATA", "Name: six\nVersion: 1\nLicense: MIT\n");
  bench_.Write(site + "six-1.dist-info/RECORD",
               "six.py,,\nsix-1.dist-info/METADATA,,\nsix-1.dist-info/RECORD,,\n");
  const Strings words = {"layers", "env", "-o", "out", "--name", "app", "--mtime", "60"};
  Strings with_sbom = words;
  with_sbom.insert(with_sbom.end(), {"--sbom", "cyclonedx"});
  const Outcome outcome = bench_.Run(with_sbom);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::string text = bench_.Read("out/app.cdx.json");
  const json sbom = json::parse(text);
  EXPECT_EQ(Purls(sbom), (Strings{"pkg:pypi/six@1"}));
  EXPECT_EQ(sbom["components"][0]["licenses"][0]["license"]["id"], "MIT");
  EXPECT_EQ(json::parse(bench_.Read("out/layers.json"))["sbom"], "app.cdx.json");

  // As from the layers themselves.
  Strings layers = {"--name", "app", "--created", "60"};
  const json index = json::parse(bench_.Read("out/layers.json"));
  for (const json& layer : index["layers"]) {
    layers.push_back("out/" + layer["tar"].get<std::string>());
  }
  EXPECT_EQ(Sbom(layers).dump(), sbom.dump());

  Strings too_late = with_sbom;
  std::replace(too_late.begin(), too_late.end(), std::string("60"), std::string("253402300800"));
  EXPECT_EQ(bench_.Run(too_late).err,
            "pkg_pyvenv: error: --mtime: \"253402300800\" is not a number from 0 to 253402300799 "
            "(see --help)\n");

  ASSERT_EQ(bench_.Run(words).status, 0);
  EXPECT_FALSE(std::filesystem::exists(bench_.Path("out/app.cdx.json")));
}

}  // namespace pyvenv::sbom_command_test
