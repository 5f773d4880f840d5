#include "layers/layer_files.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "testing/temp_dir.h"

namespace pyvenv::layer_files_test {

using Strings = std::vector<std::string>;

Strings NamesOf(const Strings& words, std::string* title) {
  Strings names;
  for (const LayerFiles& layer : FindLayerFiles(words, title)) names.push_back(layer.name);
  return names;
}

std::string FaultOf(const std::string& word) {
  try {
    std::string title;
    FindLayerFiles(Strings{word}, &title);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(LayerFilesTest, ListingsKeepTheirOrder) {
  const testing::TempDir temp;
  std::string title;
  const Strings words = {temp.Write("app_tar.main.mtree", ""), temp.Write("app_tar.a.b.mtree", "")};
  EXPECT_EQ(NamesOf(words, &title), (Strings{"main", "a.b"}));
  EXPECT_EQ(title, "app_tar");
  const LayerFiles first = FindLayerFiles(words, &title).front();
  EXPECT_EQ(first.listing, words.front());
  EXPECT_EQ(first.descriptor, temp.Path("app_tar.main.json"));
}

TEST(LayerFilesTest, DirectoryIsInTheOrderOfTheRule) {
  const testing::TempDir temp;
  for (const char* layer : {"external", "interpreter", "main", "nvidia", "a-layer"}) {
    temp.Write("app_tar." + std::string(layer) + ".mtree", "");
    temp.Write("app_tar." + std::string(layer) + ".json", "");
  }
  std::string title;
  EXPECT_EQ(NamesOf({temp.path()}, &title),
            (Strings{"interpreter", "a-layer", "nvidia", "external", "main"}));
}

TEST(LayerFilesTest, TargetsMayHaveDots) {
  const testing::TempDir temp;
  for (const char* layer : {"external", "interpreter", "main", "a.b"}) {
    temp.Write("app.v2." + std::string(layer) + ".mtree", "");
  }
  std::string title;
  EXPECT_EQ(NamesOf({temp.path()}, &title), (Strings{"interpreter", "a.b", "external", "main"}));
  EXPECT_EQ(title, "app.v2");
  temp.Write("app.v3.main.mtree", "");
  EXPECT_NE(FaultOf(temp.path()).find("\"app.v2\" and \"app.v3\""), std::string::npos);
}

TEST(LayerFilesTest, ListingOfNoTarget) {
  const testing::TempDir temp;
  std::string title;
  EXPECT_EQ(NamesOf({temp.Write("layer.mtree", "")}, &title), Strings{"layer"});
  EXPECT_EQ(title, "layers");
}

TEST(LayerFilesTest, WhatIsNoLayer) {
  const testing::TempDir temp;
  EXPECT_EQ(FaultOf(temp.Path("absent")),
            "cannot read: " + temp.Path("absent") + ": No such file or directory");
  const std::string tar = temp.Write("x.tar", "");
  EXPECT_EQ(FaultOf(tar), "cannot report: " + tar +
                              ": neither a listing (*.mtree), which pkg_pyvenv listing makes of "
                              "tars and images, nor a directory");
  EXPECT_EQ(FaultOf(temp.path()),
            "cannot report: " + temp.path() + ": no listing (*.mtree) is in it");
  temp.Write("a.main.mtree", "");
  temp.Write("b.main.mtree", "");
  EXPECT_EQ(FaultOf(temp.path()), "cannot report: " + temp.path() +
                                      ": the layers of several targets are in it, \"a\" and "
                                      "\"b\"; name the listings of one, bottom to top");
}

}  // namespace pyvenv::layer_files_test
