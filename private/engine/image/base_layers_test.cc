#include "image/base_layers.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "testing/image.h"
#include "testing/temp_dir.h"

namespace pyvenv::base_layers_test {

using nlohmann::json;

const std::string kManifest = "application/vnd.oci.image.manifest.v1+json";
const std::string kIndex = "application/vnd.oci.image.index.v1+json";
const std::string kDocker = "application/vnd.docker.image.rootfs.diff.tar";

const Platform kAmd64{.os = "linux", .architecture = "amd64", .variant = {}};
const Platform kArm64{.os = "linux", .architecture = "arm64", .variant = {}};

class BaseLayersTest : public ::testing::Test {
 protected:
  BaseLayersTest() { dir_.Write("base/oci-layout", R"({"imageLayoutVersion": "1.0.0"})"); }

  json AddBlob(const json& blob, const std::string& type) {
    return testing::AddBlob(dir_, "base", blob.dump(), type);
  }

  // An image of one layer, whose text is the architecture.
  json AddImage(const std::string& architecture,
                const std::string& layer_type = "application/vnd.oci.image.layer.v1.tar") {
    const json layer = testing::AddBlob(dir_, "base", architecture, layer_type);
    const json config =
        AddBlob({{"os", "linux"},
                 {"architecture", architecture},
                 {"rootfs", {{"type", "layers"}, {"diff_ids", json::array({layer["digest"]})}}}},
                "application/vnd.oci.image.config.v1+json");
    return AddBlob({{"schemaVersion", 2}, {"config", config}, {"layers", json::array({layer})}},
                   kManifest);
  }

  static json For(json entry, const std::string& architecture, const std::string& variant = {}) {
    entry["platform"] = {{"os", "linux"}, {"architecture", architecture}};
    if (!variant.empty()) entry["platform"]["variant"] = variant;
    return entry;
  }

  static json Tagged(json entry, const std::string& tag) {
    entry["annotations"]["org.opencontainers.image.ref.name"] = tag;
    return entry;
  }

  void WriteIndex(const std::vector<json>& manifests) {
    dir_.Write("base/index.json", json{{"schemaVersion", 2}, {"manifests", manifests}}.dump());
  }

  [[nodiscard]] BaseLayers Read(const Platform& platform, const std::string& selector = {}) const {
    return ReadBase(dir_.Path("base") + selector, platform);
  }

  [[nodiscard]] std::string ArchitectureOf(const Platform& platform,
                                           const std::string& selector = {}) const {
    return Read(platform, selector).platform.architecture;
  }

  [[nodiscard]] std::string FaultOf(const Platform& platform, const std::string& word = {}) const {
    try {
      static_cast<void>(Read(platform, word));
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  const testing::TempDir dir_;
};

TEST_F(BaseLayersTest, WhatIsRead) {
  json image = AddImage("amd64");
  WriteIndex({image});
  const BaseLayers base = Read(kAmd64);
  EXPECT_EQ(image["digest"], base.digest);
  EXPECT_EQ(base.platform, kAmd64);
  EXPECT_EQ(base.config["os"], "linux");
  ASSERT_EQ(base.layers.size(), 1U);
  EXPECT_EQ(testing::ReadFile(base.layers[0].tar), "amd64");
  EXPECT_EQ(base.config["rootfs"]["diff_ids"][0], base.layers[0].descriptor->diff_id);
  EXPECT_EQ(base.descriptors[0]["size"], 5);
}

TEST_F(BaseLayersTest, ImageOfAPlatform) {
  const json amd64 = For(AddImage("amd64"), "amd64");
  const json arm64 = For(AddImage("arm64"), "arm64", "v8");
  json attestation = AddImage("none");
  attestation["platform"] = {{"os", "unknown"}, {"architecture", "unknown"}};
  const json inner = AddBlob({{"manifests", {amd64, arm64, attestation}}}, kIndex);
  const json outer = AddBlob({{"manifests", json::array({inner})}}, kIndex);
  for (const json& entry : {inner, outer}) {
    WriteIndex({Tagged(entry, "v1"), Tagged(AddImage("s390x"), "v2")});
    EXPECT_EQ(ArchitectureOf(kAmd64, ":v1"), "amd64");
    EXPECT_EQ(ArchitectureOf(kArm64, ":v1"), "arm64");
    const std::string fault = FaultOf({.os = "linux", .architecture = "arm"}, ":v1");
    EXPECT_NE(fault.find("none is for linux/arm; it has v1 linux/amd64 sha256:"), fault.npos)
        << fault;
  }
}

TEST_F(BaseLayersTest, TheVeryVariantRatherThanAnother) {
  const json v3 =
      For(AddImage("amd64", "application/vnd.oci.image.layer.v1.tar+gzip"), "amd64", "v3");
  const json plain = For(AddImage("amd64"), "amd64");
  WriteIndex({v3, plain});
  EXPECT_EQ(plain["digest"], Read(kAmd64).digest);
  WriteIndex({v3});
  EXPECT_EQ(v3["digest"], Read(kAmd64).digest);
}

TEST_F(BaseLayersTest, OneImageUnderTwoTags) {
  const json image = AddImage("amd64");
  WriteIndex({Tagged(image, "v1"), Tagged(image, "latest")});
  EXPECT_EQ(image["digest"], Read(kAmd64).digest);
}

TEST_F(BaseLayersTest, WhatIsNoImageDoesNotCount) {
  json signature = AddImage("none");
  signature["artifactType"] = "application/vnd.example.signature";
  WriteIndex(
      {{{"mediaType", "application/xml"}, {"digest", "sha256:0"}}, signature, AddImage("amd64")});
  EXPECT_EQ(ArchitectureOf(kAmd64), "amd64");
}

TEST_F(BaseLayersTest, TheConfigurationDecides) {
  WriteIndex({AddImage("arm64")});
  EXPECT_NE(FaultOf(kAmd64).find("it is for linux/arm64, not for linux/amd64: another is chosen "
                                 "by --platform"),
            std::string::npos)
      << FaultOf(kAmd64);
  EXPECT_EQ(ArchitectureOf(kArm64), "arm64");
  WriteIndex({AddImage("")});
  EXPECT_NE(FaultOf(kAmd64).find("does not say for which platform"), std::string::npos);
}

TEST_F(BaseLayersTest, DockersMediaTypes) {
  const json image = AddImage("amd64", kDocker + ".gzip");
  json docker = image;
  docker["mediaType"] = "application/vnd.docker.distribution.manifest.v2+json";
  const json list = AddBlob({{"manifests", json::array({For(docker, "amd64")})}},
                            "application/vnd.docker.distribution.manifest.list.v2+json");
  WriteIndex({list});
  const BaseLayers base = Read(kAmd64);
  EXPECT_EQ(base.descriptors[0]["mediaType"], "application/vnd.oci.image.layer.v1.tar+gzip");
  EXPECT_EQ(base.descriptors[0]["digest"], base.layers[0].descriptor->digest);
}

TEST_F(BaseLayersTest, WhatIsThere) {
  EXPECT_NE(FaultOf(kAmd64, "/none").find("there is no OCI image layout"), std::string::npos);
  const json image = AddImage("amd64");
  WriteIndex({image});
  const auto digest = image["digest"].get<std::string>();
  dir_.Write("base/blobs/sha256/" + digest.substr(digest.find(':') + 1), "{}");
  EXPECT_NE(FaultOf(kAmd64).find("its digest is sha256:"), std::string::npos);
}

}  // namespace pyvenv::base_layers_test
