#include "inspect/layer_union.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace pyvenv::layer_union_test {

using Layer = LayerUnion::Layer;
using Node = LayerUnion::Node;

ListedEntry Entry(const std::string& path, MemberType type, const std::string& link = {}) {
  return {.path = path, .type = type, .link = link};
}

TEST(LayerUnionTest, FindsWhatWasAdded) {
  LayerUnion layers;
  layers.Add(0, Entry("usr/e.runfiles", MemberType::kDirectory));
  layers.Add(0, Entry("usr/e.runfiles/f", MemberType::kFile));
  layers.Add(1, Entry("usr/e.runfiles/l", MemberType::kLink, "../x"));
  const Node link = layers.Find("usr/e.runfiles/l").value();
  EXPECT_EQ(layers.Path(link), "usr/e.runfiles/l");
  EXPECT_TRUE(layers.IsLink(link));
  EXPECT_EQ(layers.LinkText(link), "../x");
  EXPECT_EQ(layers.LayerOf(link), 1);
  EXPECT_EQ(layers.Path(layers.Parent(link)), "usr/e.runfiles");
  EXPECT_EQ(layers.Type(layers.Find("usr/e.runfiles/f").value()), MemberType::kFile);
  EXPECT_FALSE(layers.Find("usr/e.runfiles/f/x").has_value());
  EXPECT_FALSE(layers.Find("usr/l").has_value());
  EXPECT_EQ(layers.size(), 5U);
}

TEST(LayerUnionTest, DirectoriesAboveTheTopmostAreNotListed) {
  LayerUnion layers;
  layers.Add(0, Entry("usr/bin/r", MemberType::kDirectory));
  const Node above = layers.Find("usr/bin").value();
  EXPECT_TRUE(layers.IsDirectory(above));
  EXPECT_FALSE(layers.IsListed(above));
  EXPECT_TRUE(layers.IsListed(layers.Find("usr/bin/r").value()));
  EXPECT_TRUE(layers.IsDirectory(LayerUnion::kRoot));
}

TEST(LayerUnionTest, TheRootMayBeListed) {
  LayerUnion layers;
  EXPECT_EQ(layers.Add(0, Entry(".", MemberType::kDirectory)), LayerUnion::kRoot);
  layers.Add(0, Entry("d", MemberType::kDirectory));
  EXPECT_TRUE(layers.IsListed(LayerUnion::kRoot));
  EXPECT_EQ(layers.size(), 2U);
  EXPECT_TRUE(layers.clashes().empty());
}

// As whiteouts do: "a" with all below, and what is in "o".
TEST(LayerUnionTest, RemovesWhatLiesBelow) {
  LayerUnion layers;
  for (const char* path : {"a/x", "a/y", "o/x", "o/y", "k/x"}) {
    layers.Add(0, Entry(path, MemberType::kFile));
  }
  layers.Add(1, Entry("a/y", MemberType::kFile));
  layers.Add(1, Entry("o/new", MemberType::kFile));
  layers.Remove(1, {.paths = {layers.Find("a").value()}, .contents = {layers.Find("o").value()}});
  EXPECT_FALSE(layers.Find("a/x").has_value());
  EXPECT_TRUE(layers.Find("a/y").has_value());
  EXPECT_FALSE(layers.Find("o/x").has_value());
  EXPECT_TRUE(layers.Find("o/new").has_value());
  EXPECT_TRUE(layers.Find("k/x").has_value());
  // What comes again is there again, and no clash.
  const size_t clashes = layers.clashes().size();
  layers.Add(2, Entry("a/x", MemberType::kLink, "y"));
  EXPECT_TRUE(layers.IsListed(layers.Find("a/x").value()));
  EXPECT_EQ(layers.clashes().size(), clashes);
}

TEST(LayerUnionTest, RemovedDirectoriesAndLinksAreNone) {
  LayerUnion layers;
  const Node directory = layers.Add(0, Entry("d", MemberType::kDirectory));
  const Node link = layers.Add(0, Entry("l", MemberType::kLink, "d"));
  layers.Remove(1, {.paths = {directory, link}, .contents = {}});
  EXPECT_FALSE(layers.IsDirectory(directory));
  EXPECT_FALSE(layers.IsListed(directory));
  EXPECT_FALSE(layers.IsLink(link));
  EXPECT_FALSE(layers.IsListed(link));
  EXPECT_EQ(layers.LinkText(link), "d");
}

TEST(LayerUnionTest, EveryEntryMayHaveItsOwnTime) {
  LayerUnion layers;
  for (int layer = 0; layer < 2; ++layer) {
    for (int i = 0; i < 70000; ++i) {
      ListedEntry entry = Entry("d" + std::to_string(i), MemberType::kDirectory);
      entry.attributes = "time=" + std::to_string(i) + ".0";
      layers.Add(static_cast<Layer>(layer), entry);
    }
  }
  EXPECT_TRUE(layers.clashes().empty());
}

TEST(LayerUnionTest, TheUpperLayerWins) {
  LayerUnion layers;
  layers.Add(0, Entry("p", MemberType::kDirectory));
  layers.Add(1, Entry("p", MemberType::kLink, "q"));
  const Node node = layers.Find("p").value();
  EXPECT_TRUE(layers.IsLink(node));
  EXPECT_TRUE(layers.WasDirectory(node));
  EXPECT_EQ(layers.LayerOf(node), 1);
  layers.Add(2, Entry("p", MemberType::kFile));
  EXPECT_EQ(layers.Type(node), MemberType::kFile);
  EXPECT_EQ(layers.LinkText(node), "");
  ASSERT_EQ(layers.clashes().size(), 2U);
  EXPECT_EQ(layers.clashes()[1].lower, 1);
  EXPECT_EQ(layers.clashes()[1].upper, 2);
}

TEST(LayerUnionTest, OneDirectoryInTwoLayersIsNoClash) {
  LayerUnion layers;
  ListedEntry directory = Entry("d", MemberType::kDirectory);
  directory.attributes = "mode=0755 uid=0";
  layers.Add(0, directory);
  layers.Add(1, directory);
  EXPECT_TRUE(layers.clashes().empty());
  directory.attributes = "mode=0755 uid=1";
  layers.Add(2, directory);
  EXPECT_EQ(layers.clashes().size(), 1U);
}

// Against a map of whole paths: random entries of few names, so that they meet often.
TEST(LayerUnionTest, ClashesAreThoseOfAMapOfPaths) {
  std::mt19937 random(20);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same trees every time
  const auto below = [&random](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  constexpr MemberType kTypes[] = {MemberType::kDirectory, MemberType::kFile, MemberType::kLink};
  size_t clashes = 0;
  for (int round = 0; round < 200; ++round) {
    using Expected = std::vector<std::tuple<std::string, Layer, MemberType, Layer, MemberType>>;
    std::map<std::string, std::pair<Layer, MemberType>> naive;
    Expected expected;
    LayerUnion layers;
    for (Layer layer = 0; layer < 3; ++layer) {
      for (unsigned i = below(12); i > 0; --i) {
        std::string path(1, static_cast<char>('a' + below(3)));
        for (unsigned depth = below(3); depth > 0; --depth) {
          path += std::string("/") + static_cast<char>('a' + below(3));
        }
        const MemberType type = kTypes[below(3)];
        layers.Add(layer, Entry(path, type));
        const auto [before, is_new] = naive.try_emplace(path, layer, type);
        if (is_new) continue;
        const auto [old_layer, old_type] = before->second;
        if (type != MemberType::kDirectory || old_type != MemberType::kDirectory) {
          expected.emplace_back(path, old_layer, old_type, layer, type);
        }
        before->second = {layer, type};
      }
    }
    Expected found;
    for (const LayerUnion::Clash& clash : layers.clashes()) {
      found.emplace_back(layers.Path(clash.node), clash.lower, clash.lower_type, clash.upper,
                         clash.upper_type);
    }
    EXPECT_EQ(found, expected);
    for (const auto& [path, entry] : naive) {
      const std::optional<Node> node = layers.Find(path);
      ASSERT_TRUE(node.has_value()) << path;
      EXPECT_EQ(layers.Type(*node), entry.second) << path;
      EXPECT_EQ(layers.LayerOf(*node), entry.first) << path;
    }
    clashes += expected.size();
  }
  EXPECT_GT(clashes, 500U);
}

}  // namespace pyvenv::layer_union_test
