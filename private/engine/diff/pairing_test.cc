#include "diff/pairing.h"

#include <gtest/gtest.h>

#include "testing/build.h"

namespace pyvenv::pairing_test {

using testing::FileMember;
using testing::LayerInMemory;
using Layers = std::vector<LayerInMemory>;
using Pairs = std::vector<LayerPair>;

constexpr std::nullopt_t kNone = std::nullopt;

LayerInMemory Layer(const std::string& name, const std::vector<std::string>& files,
                    const std::string& digest = {}) {
  LayerInMemory layer{.name = name, .members = {}, .identity = {}, .is_named = !name.empty()};
  layer.identity.digest = digest;
  layer.members.push_back(testing::DirectoryMember("r"));
  for (const std::string& file : files) layer.members.push_back(FileMember("r/" + file));
  return layer;
}

Pairs Paired(const Layers& before, const Layers& after) {
  BuildContents old_build;
  BuildContents new_build;
  Fill(before, &old_build);
  Fill(after, &new_build);
  return PairLayers(old_build, new_build);
}

TEST(PairingTest, NamesComeFirst) {
  EXPECT_EQ(Paired({Layer("a", {"x"}, "sha256:1"), Layer("b", {"y"}, "sha256:2")},
                   {Layer("b", {"x"}, "sha256:1"), Layer("a", {"y"}, "sha256:2")}),
            (Pairs{{1, 0}, {0, 1}}));
}

TEST(PairingTest, LayersOfOneNameByDigest) {
  EXPECT_EQ(Paired({Layer("a", {"x"}, "sha256:1"), Layer("a", {"y"}, "sha256:2")},
                   {Layer("a", {"y"}, "sha256:2"), Layer("a", {"x"}, "sha256:1")}),
            (Pairs{{1, 0}, {0, 1}}));
}

TEST(PairingTest, LayersWithoutNamesByDigest) {
  EXPECT_EQ(Paired({Layer("", {}, "sha256:1"), Layer("", {}, "sha256:2")},
                   {Layer("", {}, "sha256:2"), Layer("", {}, "sha256:1")}),
            (Pairs{{1, 0}, {0, 1}}));
}

TEST(PairingTest, EqualLayersPairInOrder) {
  EXPECT_EQ(Paired({Layer("", {}, "sha256:1"), Layer("", {}, "sha256:1")},
                   {Layer("", {}, "sha256:1"), Layer("", {}, "sha256:1")}),
            (Pairs{{0, 0}, {1, 1}}));
}

TEST(PairingTest, OthersByTheirPaths) {
  EXPECT_EQ(Paired({Layer("", {"a", "b", "c"}), Layer("", {"x", "y"})},
                   {Layer("", {"x", "y", "z"}), Layer("", {"a", "b"})}),
            (Pairs{{1, 0}, {0, 1}}));
}

TEST(PairingTest, MostSharedPathsWin) {
  EXPECT_EQ(
      Paired({Layer("", {"a", "b"}), Layer("", {"a", "b", "c"})}, {Layer("", {"a", "b", "c"})}),
      (Pairs{{1, 0}, {0, kNone}}));
}

TEST(PairingTest, RenamedLayerIsKnownByItsPaths) {
  EXPECT_EQ(Paired({Layer("torch", {"a", "b"}), Layer("main", {"m"})},
                   {Layer("main", {"m"}), Layer("science", {"a", "b"})}),
            (Pairs{{1, 0}, {0, 1}}));
}

TEST(PairingTest, FewSharedPathsAreNoPair) {
  EXPECT_EQ(Paired({Layer("torch", {"a", "b", "c"}), Layer("main", {"m"})},
                   {Layer("science", {"a", "x", "y"}), Layer("main", {"m"})}),
            (Pairs{{kNone, 0}, {1, 1}, {0, kNone}}));
}

TEST(PairingTest, TheOnlyOnesAreAPair) {
  EXPECT_EQ(Paired({Layer("a", {"x"})}, {Layer("b", {"y"})}), (Pairs{{0, 0}}));
}

TEST(PairingTest, NoLayers) {
  EXPECT_EQ(Paired({}, {}), Pairs());
  EXPECT_EQ(Paired({Layer("a", {})}, {}), (Pairs{{0, kNone}}));
}

}  // namespace pyvenv::pairing_test
