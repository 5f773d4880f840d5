#include "image/configuration.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace pyvenv::configuration_test {

using Json = nlohmann::ordered_json;

const std::string kA = "sha256:" + std::string(64, 'a');
const std::string kB = "sha256:" + std::string(64, 'b');
constexpr const char* kZeros =
    "sha256:0000000000000000000000000000000000000000000000000000000000000000";

ImageWishes Wishes() {
  return {.platform = {.os = "linux", .architecture = "arm", .variant = "v7"},
          .created = 1,
          .start = {.entrypoint = {"/opt/venv/bin/python3", "-m", "app"},
                    .env = {"VIRTUAL_ENV=/opt/venv"},
                    .program_directory = "/opt/venv/bin"}};
}

const std::vector<NamedLayer> kLayers = {{.name = "external", .descriptor = {.size = 5}},
                                         {.name = "main", .descriptor = {.size = 6}}};

// A base of two layers, as tools write one.
BaseLayers Base(Json config = Json::object()) {
  BaseLayers base{.digest = kA};
  config["rootfs"] = {{"type", "layers"}, {"diff_ids", {kA, kB}}};
  base.config = std::move(config);
  for (const std::string& diff_id : {kA, kB}) {
    base.layers.emplace_back().descriptor = Descriptor{.diff_id = diff_id};
    base.descriptors.push_back({{"mediaType", "t"}, {"digest", diff_id}, {"size", 3}, {"more", 1}});
  }
  return base;
}

TEST(ConfigurationTest, WithoutABase) {
  ImageWishes wishes = Wishes();
  wishes.labels = {{"b", "2"}, {"a", "1"}};
  wishes.arguments = {"--port", "80"};
  EXPECT_EQ(MakeConfiguration({}, kLayers, wishes), Json::parse(R"({
    "created": "1970-01-01T00:00:01Z", "architecture": "arm", "os": "linux", "variant": "v7",
    "config": {
      "Env": ["PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
              "VIRTUAL_ENV=/opt/venv"],
      "Entrypoint": ["/opt/venv/bin/python3", "-m", "app"], "Cmd": ["--port", "80"],
      "WorkingDir": "/", "Labels": {"a": "1", "b": "2"}},
    "rootfs": {"type": "layers", "diff_ids": [")" + std::string(kZeros) +
                                                                R"(", ")" + kZeros + R"("]},
    "history": [
      {"created": "1970-01-01T00:00:01Z", "created_by": "pkg_pyvenv image", "comment": "external"},
      {"created": "1970-01-01T00:00:01Z", "created_by": "pkg_pyvenv image", "comment": "main"}]})"));
}

TEST(ConfigurationTest, WhatIsInherited) {
  ImageWishes wishes = Wishes();
  wishes.variables = {"TZ=UTC", "KEPT=0=0"};
  wishes.labels = {{"a", "mine"}};
  const Json configuration = MakeConfiguration(Base(Json::parse(R"({
    "created": "2020-01-01T00:00:00Z", "author": "somebody", "os": "linux", "os.version": "7",
    "container": "x", "moby.buildkit.cache.v0": "x",
    "config": {"User": "app", "ExposedPorts": {"80/tcp": {}}, "Env": ["KEPT=1", "PATH=/p", "B=2"],
               "Entrypoint": ["/init"], "Cmd": ["bash"], "Volumes": {"/data": {}}, "OnBuild": ["RUN x"],
               "WorkingDir": "/srv", "Labels": {"a": "base", "b": "base"}, "StopSignal": "SIGINT"},
    "history": [{"created_by": "one"}, {"created_by": "env", "empty_layer": true}, {"created_by": "two"}]
  })")),
                                               kLayers, wishes);
  EXPECT_EQ(configuration["created"], "1970-01-01T00:00:01Z");
  EXPECT_EQ(configuration["author"], "somebody");
  EXPECT_EQ(configuration["os.version"], "7");
  EXPECT_EQ(configuration.size(), 9U) << configuration;
  // Whatever the order.
  using nlohmann::json;
  EXPECT_EQ(json(configuration["config"]), json::parse(R"({
    "User": "app", "ExposedPorts": {"80/tcp": {}}, "Volumes": {"/data": {}}, "WorkingDir": "/srv",
    "Env": ["KEPT=0=0", "PATH=/opt/venv/bin:/p", "B=2", "VIRTUAL_ENV=/opt/venv", "TZ=UTC"],
    "Entrypoint": ["/opt/venv/bin/python3", "-m", "app"],
    "Labels": {"a": "mine", "b": "base"}, "StopSignal": "SIGINT"})"));
  EXPECT_EQ(configuration["rootfs"]["diff_ids"], Json({kA, kB, kZeros, kZeros}));
  EXPECT_EQ(configuration["history"].size(), 5U);
  EXPECT_EQ(configuration["history"][1]["empty_layer"], true);
  EXPECT_EQ(configuration["history"][3]["comment"], "external");
}

TEST(ConfigurationTest, WhatIsSaidBeatsTheBase) {
  ImageWishes wishes = Wishes();
  wishes.user = "7:8";
  wishes.start.working_directory = "/app";
  const BaseLayers base = Base({{"config", {{"User", "app"}, {"WorkingDir", "/srv"}}}});
  Json config = MakeConfiguration(base, kLayers, wishes)["config"];
  EXPECT_EQ(config["User"], "7:8");
  EXPECT_EQ(config["WorkingDir"], "/app");
  wishes.working_directory = "/x";
  config = MakeConfiguration(base, kLayers, wishes)["config"];
  EXPECT_EQ(config["WorkingDir"], "/x");
}

// As tools write what there is not.
TEST(ConfigurationTest, NullAndNothing) {
  ImageWishes wishes = Wishes();
  wishes.labels = {{"a", "1"}};
  for (const std::string text :
       {R"({})", R"({"config": null, "history": null})",
        R"({"config": {"Env": null, "Labels": null, "Cmd": null, "WorkingDir": null}})"}) {
    const Json configuration = MakeConfiguration(Base(Json::parse(text)), kLayers, wishes);
    EXPECT_EQ(configuration["config"]["WorkingDir"], "/") << text;
    EXPECT_EQ(configuration["config"]["Labels"]["a"], "1");
    EXPECT_EQ(configuration["config"]["Env"].size(), 2U);
    // One for each layer.
    EXPECT_EQ(configuration["history"].size(), 4U);
    EXPECT_EQ(configuration["history"][1]["comment"], "a layer of the base image");
  }
}

TEST(ConfigurationTest, BasesOfAnotherForm) {
  for (const std::string text :
       {R"({"config": {"Env": [5]}})", R"({"config": {"Env": 5}})", R"({"history": {"a": 1}})",
        R"({"history": [{"empty_layer": "yes"}]})"}) {
    EXPECT_THROW(MakeConfiguration(Base(Json::parse(text)), kLayers, Wishes()), Error) << text;
  }
}

TEST(ManifestTest, LayersAndAnnotations) {
  ImageWishes wishes = Wishes();
  const Json config = {{"mediaType", "c"}};
  Json manifest = MakeManifest(config, {}, {kLayers[1]}, wishes);
  EXPECT_EQ(manifest, Json::parse(R"({"schemaVersion": 2,
    "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": {"mediaType": "c"},
    "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": ")" +
                                  std::string(kZeros) + R"(", "size": 6,
                "annotations": {"org.opencontainers.image.title": "main"}}]})"));
  wishes.annotations = {{"k", "v"}};
  manifest = MakeManifest(config, Base(), kLayers, wishes);
  EXPECT_EQ(manifest["layers"].size(), 4U);
  EXPECT_EQ(manifest["layers"][0],
            (Json{{"mediaType", "t"}, {"digest", kA}, {"size", 3}, {"more", 1}}));
  EXPECT_EQ(manifest["annotations"],
            (Json{{"k", "v"}, {"org.opencontainers.image.base.digest", kA}}));
}

TEST(ManifestTest, CompressedLayers) {
  NamedLayer layer = kLayers[0];
  layer.descriptor.compression = CompressionKind::kZstd;
  EXPECT_EQ(MakeManifest({}, {}, {layer}, Wishes())["layers"][0]["mediaType"],
            "application/vnd.oci.image.layer.v1.tar+zstd");
  layer.descriptor.compression = CompressionKind::kGzip;
  EXPECT_EQ(MakeManifest({}, {}, {layer}, Wishes())["layers"][0]["mediaType"],
            "application/vnd.oci.image.layer.v1.tar+gzip");
}

TEST(IndexEntryTest, TagAndPlatform) {
  EXPECT_EQ(MakeIndexEntry({{"digest", kA}}, "v1", Wishes().platform),
            (Json{{"digest", kA},
                  {"platform", {{"architecture", "arm"}, {"os", "linux"}, {"variant", "v7"}}},
                  {"annotations", {{"org.opencontainers.image.ref.name", "v1"}}}}));
}

}  // namespace pyvenv::configuration_test
