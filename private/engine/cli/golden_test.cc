// The bytes of a layer are a promise to everyone who has pushed one (docs/reproducibility.md): what
// is here may change only together with a line in CHANGELOG.md.

#include <gtest/gtest.h>

#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "base/json_fields.h"
#include "testing/run.h"

namespace pyvenv::golden_test {

using testing::Line;

// Noise of four letters, which compresses but not to nothing; the same everywhere.
std::string Noise(size_t size, uint32_t seed) {
  std::string text(size, '\0');
  for (char& byte : text) {
    seed = seed * 1664525U + 1013904223U;
    byte = "acgt"[seed >> 30U];
  }
  return text;
}

// Every kind of entry, names that need pax, equal files, and content of several blocks of each
// encoder.
class GoldenTest : public ::testing::Test {
 protected:
  GoldenTest() {
    manifest_ = Line("directory", "r") + Line("link", "r/link", "d/../f0") + Line("empty", "r/e") +
                Line("link", "r/" + std::string(120, 'n'), std::string(150, 't')) +
                Line("directory", "r/\xc3\xa9");
    for (uint32_t i = 0; i < 40; ++i) Add("r/f" + std::to_string(i), Noise(size_t{i} * 700, i));
    Add("r/d/program", "#!/bin/sh\n" + Noise(100, 1));
    Add("r/d/library.so",
        "\x7f"
        "ELF" +
            Noise(300000, 2));
    small_ = manifest_;
    Add("r/d/large", Noise(size_t{9} << 20U, 3));
    Add("r/d/same", Noise(size_t{9} << 20U, 3));
  }

  void Add(const std::string& path, const std::string& content) {
    const std::string source = "s" + std::to_string(sources_++);
    bench_.Write(source, content);
    manifest_ += Line("file", path, source);
  }

  struct Packed {
    std::string digest;
    std::string diff_id;
    std::string encoder;
  };

  [[nodiscard]] Packed Pack(const std::string& manifest,
                            const std::vector<std::string>& flags) const {
    const testing::Outcome outcome = bench_.Pack(manifest, flags);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    const std::string descriptor = bench_.Read("out/layer.json");
    JsonParser parser;
    const auto fields = parser.Parse(descriptor);
    return {.digest = std::string(TextOf(fields, "digest")),
            .diff_id = std::string(TextOf(fields, "diffID")),
            .encoder = std::string(TextOf(fields, "encoder"))};
  }

  const testing::PackerBench bench_;
  std::string manifest_;
  std::string small_;  // a manifest without the large files
  int sources_ = 0;
};

std::string Words(const std::vector<std::string>& flags) {
  std::string text;
  for (const std::string& flag : flags) text += (text.empty() ? "" : " ") + flag;
  return text;
}

TEST_F(GoldenTest, Tars) {
  const std::map<std::vector<std::string>, std::string> golden = {
      {{}, "6fa84ba58bf942d432d7186c71d8b31d3c1d1f53defdd0cabe79829589203e24"},
      {{"--mtime=1700000000", "--owner=65532:65532"},
       "6857d298ee7e1b1f04b911f68a291ad0f3fdae31d60b621171bdfaa55c73154d"},
      {{"--mtime=9000000000", "--owner=3000000:0"},
       "2c6d66b89d2f045c528578075714708bf6b2ce893658cd5598de8da7d4f1f918"},
      {{"--group-as-owner"}, "218ecf9129623be63fe1b74f4e532b6637fd44efb8fcff31b74a788d9897cbfd"},
      {{"--no-hardlinks"}, "4e5b226e5b932d49696e5d459d2db7f3aa1ce3daa77a40b82f95b1c7b6ccbdb4"},
  };
  for (const auto& [flags, digest] : golden) {
    EXPECT_EQ(Pack(manifest_, flags).digest, "sha256:" + digest) << Words(flags);
  }
}

struct GoldenLayer {
  std::string encoder;
  int level;
  std::string digest;
};

const GoldenLayer kLayers[] = {
    {"libdeflate 1.14", 1, "89c60e3c49c573e728b30965b24c979eedc4c1b18271e19a92ba092f10b20863"},
    {"libdeflate 1.14", 6, "737a9c4a85c719457c92724f9f5baa91a6c29ac67319da908821d791cb798dd3"},
    {"libdeflate 1.14", 12, "e8cb768773f436357579b213d700b006be97289acaebb25e18916f0993e6f20c"},
    {"zstd 1.5.4", 1, "edd8635d5d96b24eaecf1395d883610d58e26b70106ea9c9c4025d2b55d62f70"},
    {"zstd 1.5.4", 3, "40d00472df334c0d32205deeced93ce9fc6e2e236be2aa96152fb956f706849d"},
    {"zstd 1.5.4", 19, "d30a5d319d791885d06e0df272450d2a1f5b0042ab08a455191b732be75a303b"},
    {"libdeflate 1.25", 1, "89c60e3c49c573e728b30965b24c979eedc4c1b18271e19a92ba092f10b20863"},
    {"libdeflate 1.25", 6, "737a9c4a85c719457c92724f9f5baa91a6c29ac67319da908821d791cb798dd3"},
    {"libdeflate 1.25", 12, "cfaec7ff409c7acabd1fa5f41eb95aed45a5801665bd581dae069c639a434cd0"},
    {"zstd 1.5.7", 1, "edd8635d5d96b24eaecf1395d883610d58e26b70106ea9c9c4025d2b55d62f70"},
    {"zstd 1.5.7", 3, "86bc8c10e1862a1ec1ee7dcdae2d2263f8bf2c3c070939e25eda4442a358b3de"},
    {"zstd 1.5.7", 19, "2a04262934aa238d4e6949e7c902975a9a924598002d1c94197dc5f38118f675"},
};

// Of the encoder that this program has; another one makes other bytes of the same tar.
TEST_F(GoldenTest, CompressedLayers) {
  for (const char* kind : {"gzip", "zstd"}) {
    const std::string encoder = Pack(small_, {"--compression", kind}).encoder;
    bool is_known = false;
    for (const GoldenLayer& layer : kLayers) {
      if (layer.encoder != encoder) continue;
      is_known = true;
      // Large files at high levels take seconds.
      const std::string& manifest = layer.level < 10 ? manifest_ : small_;
      const Packed packed = Pack(
          manifest, {"--compression", kind, "--compression-level", std::to_string(layer.level)});
      EXPECT_EQ(packed.digest, "sha256:" + layer.digest) << encoder << ", " << layer.level;
      EXPECT_EQ(packed.diff_id, Pack(manifest, {}).digest);
    }
    if (!is_known) std::cout << "no golden digests of " << encoder << "\n";
  }
}

}  // namespace pyvenv::golden_test
