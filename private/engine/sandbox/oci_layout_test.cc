#include "sandbox/oci_layout.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv {
namespace {

using testing::TempDir;
using Layers = std::vector<std::string>;

std::string ThisMachine() {
  const std::string name = testing::Execute({"uname", "-m"}).out;
  return name == "x86_64\n"    ? "amd64"
         : name == "aarch64\n" ? "arm64"
                               : name.substr(0, name.size() - 1);
}

std::string Descriptor(const std::string& digest, const std::string& architecture) {
  const std::string platform =
      architecture.empty()
          ? ""
          : R"(, "platform": {"os": "linux", "architecture": ")" + architecture + "\"}";
  return R"({"digest": "sha256:)" + digest + "\"" + platform + "}";
}

void WriteImage(const TempDir& dir, const std::string& name) {
  dir.Write("blobs/sha256/" + name, R"({"layers": [)" + Descriptor(name + "0", "") + ", " +
                                        Descriptor(name + "1", "") + "]}");
}

std::string Fault(const TempDir& dir) {
  try {
    LayersOfOciLayout(dir.path());
  } catch (const Error& error) {
    const std::string text = error.what();
    return text.substr(text.find(dir.path()) + dir.path().size());
  }
  return "none";
}

TEST(OciLayoutTest, LayersOfTheOneImage) {
  const TempDir dir;
  EXPECT_FALSE(IsOciLayout(dir.path()));
  dir.Write("oci-layout", "{}");
  EXPECT_TRUE(IsOciLayout(dir.path()));
  WriteImage(dir, "a");
  dir.Write("index.json", R"({"manifests": [)" + Descriptor("a", "") + "]}");
  EXPECT_EQ(LayersOfOciLayout(dir.path()),
            (Layers{dir.Path("blobs/sha256/a0"), dir.Path("blobs/sha256/a1")}));
}

TEST(OciLayoutTest, ImageOfThisMachine) {
  const TempDir dir;
  WriteImage(dir, "a");
  WriteImage(dir, "b");
  dir.Write("blobs/sha256/index", R"({"manifests": [)" + Descriptor("a", "vax") + ", " +
                                      Descriptor("b", ThisMachine()) + "]}");
  dir.Write("index.json", R"({"manifests": [)" + Descriptor("index", "") + "]}");
  EXPECT_EQ(LayersOfOciLayout(dir.path()),
            (Layers{dir.Path("blobs/sha256/b0"), dir.Path("blobs/sha256/b1")}));
}

TEST(OciLayoutTest, WhatIsNoImage) {
  const TempDir dir;
  dir.Write("index.json", R"({"manifests": [)" + Descriptor("a", "vax") + "]}");
  EXPECT_EQ(Fault(dir), ": it holds no image for linux/" + ThisMachine());
  dir.Write("index.json",
            R"({"manifests": [)" + Descriptor("a", "") + "," + Descriptor("b", "") + "]}");
  EXPECT_EQ(Fault(dir), ": it holds several images");
  dir.Write("index.json", R"({"manifests": [)" + Descriptor("../../x", "") + "]}");
  EXPECT_EQ(Fault(dir), ": \"sha256:../../x\" is no digest");
  dir.Write("index.json", "{}");
  EXPECT_NE(Fault(dir).find("manifests"), std::string::npos);
  dir.Write("index.json", "[");
  EXPECT_EQ(Fault(dir), "/index.json: not JSON");
}

}  // namespace
}  // namespace pyvenv
