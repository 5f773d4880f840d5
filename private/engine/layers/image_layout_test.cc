#include "layers/image_layout.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "digest/sha256.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::image_layout_test {

using nlohmann::json;

const std::string kLayerType = "application/vnd.oci.image.layer.v1.tar+gzip";
const std::string kA = "sha256:" + std::string(64, 'a');
const std::string kB = "sha256:" + std::string(64, 'b');

/// An image layout, made by hand.
class ImageLayoutTest : public ::testing::Test {
 protected:
  ImageLayoutTest() { dir_.Write("oci-layout", R"({"imageLayoutVersion": "1.0.0"})"); }

  json AddBlob(const json& blob, const std::string& media_type) {
    const std::string text = blob.dump();
    Sha256 hash;
    hash.Update(text);
    const std::string hex = ToHex(hash.Finish());
    dir_.Write("blobs/sha256/" + hex, text);
    return {{"mediaType", media_type}, {"digest", "sha256:" + hex}, {"size", text.size()}};
  }

  json AddImage(const std::vector<json>& layers, const std::vector<json>& diff_ids) {
    const json config = AddBlob({{"rootfs", {{"type", "layers"}, {"diff_ids", diff_ids}}}},
                                "application/vnd.oci.image.config.v1+json");
    return AddBlob({{"schemaVersion", 2}, {"config", config}, {"layers", layers}},
                   "application/vnd.oci.image.manifest.v1+json");
  }

  json AddSoundImage(const std::string& digest = kA) {
    return AddImage({{{"mediaType", kLayerType}, {"digest", digest}, {"size", 7}}}, {kB});
  }

  void WriteIndex(const std::vector<json>& manifests) {
    dir_.Write("index.json", json{{"schemaVersion", 2}, {"manifests", manifests}}.dump());
  }

  // The digest of the image's only layer.
  std::string DigestOf(const std::string& selector) {
    return ReadImage({.directory = dir_.path(), .selector = selector}).at(0).descriptor->digest;
  }

  std::string FaultOf(const std::string& selector = {}) {
    try {
      ReadImage({.directory = dir_.path(), .selector = selector});
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  const testing::TempDir dir_;
};

TEST_F(ImageLayoutTest, Layers) {
  json named = {{"mediaType", kLayerType}, {"digest", kB}, {"size", 8}};
  named["annotations"]["org.opencontainers.image.title"] = "main";
  WriteIndex(
      {AddImage({{{"mediaType", kLayerType}, {"digest", kA}, {"size", 7}}, named}, {kB, kA})});
  const std::vector<LayerSource> layers = ReadImage({.directory = dir_.path()});
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_EQ(layers[0].name, "layer 1");
  EXPECT_FALSE(layers[0].is_named);
  EXPECT_EQ(layers[0].tar, dir_.Path("blobs/sha256/" + std::string(64, 'a')));
  EXPECT_EQ(layers[0].descriptor->diff_id, kB);
  EXPECT_EQ(layers[0].descriptor->size, 7U);
  EXPECT_EQ(layers[1].name, "main");
  EXPECT_TRUE(layers[1].is_named);
}

TEST_F(ImageLayoutTest, ImagesAreNamedByTagPlatformOrDigest) {
  json tagged = AddSoundImage();
  tagged["annotations"]["org.opencontainers.image.ref.name"] = "v1";
  json arm = AddSoundImage(kB);
  arm["platform"] = {{"os", "linux"}, {"architecture", "arm64"}, {"variant", "v8"}};
  json attestation = AddSoundImage("sha256:" + std::string(64, 'c'));
  attestation["platform"] = {{"os", "unknown"}, {"architecture", "unknown"}};
  const json index =
      AddBlob({{"manifests", {arm, attestation}}}, "application/vnd.oci.image.index.v1+json");
  WriteIndex({tagged, index});
  EXPECT_EQ(DigestOf("v1"), kA);
  EXPECT_EQ(DigestOf("linux/arm64/v8"), kB);
  const auto digest = arm["digest"].get<std::string>();
  EXPECT_EQ(DigestOf(digest), kB);
  EXPECT_EQ(DigestOf(digest.substr(0, 15)), kB);
  for (const std::string selector : {"", "v2", "sha256:"}) {
    EXPECT_NE(FaultOf(selector).find("it has v1 sha256:"), std::string::npos) << FaultOf(selector);
    EXPECT_NE(FaultOf(selector).find(", linux/arm64/v8 sha256:"), std::string::npos);
    EXPECT_EQ(FaultOf(selector).find("unknown"), std::string::npos);
  }
}

TEST_F(ImageLayoutTest, ImageOfThisMachine) {
  const std::string name = testing::Execute({"uname", "-m"}).out;
  const std::string machine = name == "x86_64\n"    ? "amd64"
                              : name == "aarch64\n" ? "arm64"
                                                    : name.substr(0, name.size() - 1);
  json own = AddSoundImage(kA);
  own["platform"] = {{"os", "linux"}, {"architecture", machine}};
  json other = AddSoundImage(kB);
  other["platform"] = {{"os", "linux"}, {"architecture", "vax"}};
  const auto digest_of = [&](const std::string& selector) {
    return ReadImageForThisMachine({.directory = dir_.path(), .selector = selector})
        .at(0)
        .descriptor->digest;
  };
  WriteIndex({other, own});
  EXPECT_EQ(digest_of(""), kA);
  EXPECT_EQ(digest_of("linux/vax"), kB);
  WriteIndex({AddSoundImage(kB)});
  EXPECT_EQ(digest_of(""), kB);
  WriteIndex({other});
  EXPECT_THROW(digest_of(""), Error);
}

TEST_F(ImageLayoutTest, Words) {
  WriteIndex({AddSoundImage()});
  const auto parse = [&](const std::string& rest) { return ParseImageWord(dir_.path() + rest); };
  EXPECT_EQ(parse("")->selector, "");
  EXPECT_EQ(parse("")->directory, dir_.path());
  EXPECT_EQ(parse(":v1")->selector, "v1");
  EXPECT_EQ(parse(":sha256:ab")->selector, "sha256:ab");
  EXPECT_EQ(parse(":sha256:ab")->directory, dir_.path());
  EXPECT_FALSE(parse("/none").has_value());
  EXPECT_FALSE(parse("/none:v1").has_value());
  dir_.Write("a:b", "");
  EXPECT_FALSE(parse("/a:b").has_value());
}

TEST_F(ImageLayoutTest, HostileLayouts) {
  WriteIndex({});
  EXPECT_NE(FaultOf().find("there is none in it"), std::string::npos);
  dir_.Write("index.json", "[]");
  EXPECT_NE(FaultOf().find("another form"), std::string::npos);
  WriteIndex({5});
  EXPECT_NE(FaultOf().find("another form"), std::string::npos);
  WriteIndex({{{"digest", "sha256:../../../../etc/passwd"}}});
  EXPECT_NE(FaultOf().find("no SHA-256"), std::string::npos);
  WriteIndex(
      {AddImage({{{"mediaType", kLayerType}, {"digest", "sha256:../x"}, {"size", 7}}}, {kA})});
  EXPECT_NE(FaultOf().find("not the descriptor"), std::string::npos);
  WriteIndex({AddImage({{{"mediaType", kLayerType}, {"digest", kA}, {"size", -7}}}, {kA})});
  EXPECT_NE(FaultOf().find("not the descriptor"), std::string::npos);
  WriteIndex({AddImage({{{"mediaType", kLayerType}, {"digest", kA}, {"size", 7}}}, {kA, kB})});
  EXPECT_NE(FaultOf().find("other layers (diff_ids)"), std::string::npos);
  WriteIndex({AddImage({{{"mediaType", kLayerType}, {"digest", kA}, {"size", 7}}}, {5})});
  EXPECT_NE(FaultOf().find("a diff_id that is no digest"), std::string::npos);
}

TEST_F(ImageLayoutTest, ChangedBlobs) {
  const json image = AddSoundImage();
  WriteIndex({image});
  EXPECT_EQ(FaultOf(), "none");
  const std::string blob =
      "blobs/sha256/" + image["digest"].get<std::string>().substr(std::string("sha256:").size());
  dir_.Write(blob, dir_.Read(blob) + " ");
  EXPECT_NE(FaultOf().find("its digest is sha256:"), std::string::npos) << FaultOf();
}

TEST_F(ImageLayoutTest, IndexesThatReferToIndexes) {
  json index = AddBlob({{"manifests", json::array()}}, "application/vnd.oci.image.index.v1+json");
  for (int i = 0; i < 10; ++i) {
    index =
        AddBlob({{"manifests", json::array({index})}}, "application/vnd.oci.image.index.v1+json");
  }
  WriteIndex({index});
  EXPECT_NE(FaultOf().find("another form"), std::string::npos);
}

}  // namespace pyvenv::image_layout_test
