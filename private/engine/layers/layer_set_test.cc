#include "layers/layer_set.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::layer_set_test {

using testing::TempDir;
using Words = std::vector<std::string>;

const std::string kDescriptor =
    R"({"mediaType": "application/vnd.oci.image.layer.v1.tar+zstd", "digest": "sha256:)" +
    std::string(64, 'a') + R"(", "size": 5, "diffID": "sha256:)" + std::string(64, 'b') +
    R"(", "encoder": "zstd 1.5.4"})";

Words NamesOf(const LayerSet& set) {
  Words names;
  for (const LayerSource& layer : set.layers) names.push_back(layer.name);
  return names;
}

std::string FaultOf(const Words& words) {
  try {
    FindLayers(words);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(LayerSetTest, DirectoryOfABuild) {
  const TempDir dir;
  for (const std::string layer : {"external", "main", "interpreter", "torch", "nvidia"}) {
    dir.Write("app." + layer + ".tar.zst", "");
    dir.Write("app." + layer + ".mtree", "");
    dir.Write("app." + layer + ".json", kDescriptor);
    dir.Write("app." + layer + ".manifest.jsonl", "");
  }
  dir.Write("app.report.txt", "");
  dir.Write("package.json", "{}");
  const LayerSet set = FindLayers(Words{dir.path()});
  EXPECT_EQ(NamesOf(set), (Words{"interpreter", "nvidia", "torch", "external", "main"}));
  EXPECT_FALSE(set.is_ordered);
  EXPECT_FALSE(set.is_image);
  const LayerSource& layer = set.layers.front();
  EXPECT_TRUE(layer.is_named);
  EXPECT_EQ(layer.tar, dir.Path("app.interpreter.tar.zst"));
  EXPECT_EQ(layer.listing, dir.Path("app.interpreter.mtree"));
  EXPECT_EQ(layer.manifest, dir.Path("app.interpreter.manifest.jsonl"));
  EXPECT_FALSE(layer.is_tar_meant);
  ASSERT_TRUE(layer.descriptor.has_value());
  EXPECT_EQ(layer.descriptor->digest, "sha256:" + std::string(64, 'a'));
  EXPECT_EQ(layer.descriptor->diff_id, "sha256:" + std::string(64, 'b'));
  EXPECT_EQ(layer.descriptor->encoder, "zstd 1.5.4");
  EXPECT_EQ(layer.descriptor->size, 5U);
}

TEST(LayerSetTest, TargetsAndLayersMayHaveDots) {
  const TempDir dir;
  for (const std::string layer : {"external", "main", "interpreter", "a.b"}) {
    dir.Write("app.v2." + layer + ".tar", "");
  }
  EXPECT_EQ(NamesOf(FindLayers(Words{dir.path()})),
            (Words{"interpreter", "a.b", "external", "main"}));
}

TEST(LayerSetTest, FilesKeepTheirOrder) {
  const TempDir dir;
  const Words words = {dir.Write("z.tar", ""), dir.Write("a.main.tgz", ""),
                       dir.Write("b.mtree", "")};
  const LayerSet set = FindLayers(words);
  EXPECT_EQ(NamesOf(set), (Words{"z", "main", "b"}));
  EXPECT_TRUE(set.is_ordered);
  EXPECT_TRUE(set.layers[0].is_tar_meant);
  EXPECT_EQ(set.layers[2].tar, "");
}

TEST(LayerSetTest, FilesOfOneLayerAreOne) {
  const TempDir dir;
  const Words words = {dir.Write("app.main.mtree", ""), dir.Write("app.main.tar", ""),
                       dir.Write("app.main.json", kDescriptor)};
  const LayerSet set = FindLayers(words);
  ASSERT_EQ(NamesOf(set), Words{"main"});
  EXPECT_FALSE(set.layers[0].tar.empty());
  EXPECT_FALSE(set.layers[0].listing.empty());
  EXPECT_TRUE(set.layers[0].descriptor.has_value());
}

TEST(LayerSetTest, DirectoryOfALayerThatIsNamed) {
  const TempDir dir;
  const std::string tar = dir.Write("app.main.tar", "");
  EXPECT_EQ(NamesOf(FindLayers(Words{tar, dir.path()})), Words{"main"});
}

TEST(LayerSetTest, NamesThatWouldBeTheSameAreWhole) {
  const TempDir dir;
  for (const std::string name : {"a.main", "b.main", "b.external", "python-3.11", "layer"}) {
    dir.Write(name + ".tar", "");
  }
  EXPECT_EQ(NamesOf(FindLayers(Words{dir.path()})),
            (Words{"a.main", "b.main", "layer", "python-3.11", "external"}));
}

TEST(LayerSetTest, OtherJsonBesideIsNoDescriptor) {
  const TempDir dir;
  dir.Write("package.json", R"({"name": "package"})");
  const std::string tar = dir.Write("package.tar", "");
  EXPECT_FALSE(FindLayers(Words{tar}).layers[0].descriptor.has_value());
  for (const std::string& data :
       {std::string("1, 2"), "\"" + std::string(size_t{5} << 20U, 'x') + "\""}) {
    dir.Write("package.json", data);
    EXPECT_FALSE(FindLayers(Words{tar}).layers[0].descriptor.has_value());
  }
}

TEST(LayerSetTest, DescriptorThatWasCutShort) {
  const TempDir dir;
  const std::string tar = dir.Write("a.tar", "");
  dir.Write("a.json", kDescriptor.substr(0, kDescriptor.size() - 5));
  EXPECT_NE(FaultOf({tar}).find("a.json: not JSON"), std::string::npos);
}

TEST(LayerSetTest, Faults) {
  const TempDir dir;
  const std::string tar = dir.Write("d/a.tar", "");
  EXPECT_NE(FaultOf({dir.Path("none.tar")}).find("none.tar: No such file"), std::string::npos);
  EXPECT_NE(FaultOf({dir.MakeDirectory("empty")}).find("nor a layer"), std::string::npos);
  EXPECT_NE(FaultOf({dir.Write("lone.json", kDescriptor)}).find("its layer is not among"),
            std::string::npos);
  EXPECT_NE(FaultOf({tar, dir.Write("d/a.tar.gz", "")}).find("there is also " + tar),
            std::string::npos);
  EXPECT_NE(FaultOf({tar, dir.Write("d/a.json", "{\"mediaType\": 5}")}).find("not the descriptor"),
            std::string::npos);
  EXPECT_NE(FaultOf({tar, dir.Write("d/a.json", "no")}).find("not JSON"), std::string::npos);
}

}  // namespace pyvenv::layer_set_test
