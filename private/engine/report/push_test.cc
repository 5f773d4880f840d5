#include "report/push.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/layers.h"
#include "testing/temp_dir.h"

namespace pyvenv::push_test {

using testing::FileLine;
using testing::LinkLine;
using testing::WriteLayer;

class PushTest : public ::testing::Test {
 protected:
  // Adds a layer above the others.
  void Add(const std::string& name, const std::string& lines) {
    files_.push_back(WriteLayer(temp_, name, lines));
  }

  void Read() {
    ReadContents(files_, &contents_);
    pushes_ = FindPushes(contents_);
  }

  [[nodiscard]] LayerNumbers Of(const std::string& component) const {
    for (size_t i = 0; i < contents_.components.list.size(); ++i) {
      if (contents_.components.list[i].name == component) return pushes_.of_component[i];
    }
    ADD_FAILURE() << component << " is not there";
    return {};
  }

  Contents contents_;
  Pushes pushes_;

 private:
  const testing::TempDir temp_;
  std::vector<LayerFiles> files_;
};

TEST_F(PushTest, LayersWithFilesAndWithLinksThatNameTheVersion) {
  const std::string venv = "r.runfiles/_main/v/lib/python3.11/site-packages/";
  Add("external", FileLine("r.runfiles/a/site-packages/a-1.dist-info/METADATA", 1, "x") +
                      FileLine("r.runfiles/b/site-packages/b-1.dist-info/METADATA", 1, "x") +
                      FileLine("r.runfiles/c/site-packages/c-1.dist-info/METADATA", 1, "x"));
  Add("more", FileLine("r.runfiles/a/data", 1, "x"));
  Add("main", FileLine("r.runfiles/_main/app.py", 1, "x") +
                  LinkLine(venv + "a-1.dist-info", "../../a/site-packages/a-1.dist-info") +
                  LinkLine(venv + "b", "../../b/site-packages/b") +
                  LinkLine("latest", "r.runfiles/c/site-packages/c-1.dist-info/METADATA"));
  Read();
  EXPECT_EQ(Of("a"), (LayerNumbers{0, 1, 2}));
  EXPECT_EQ(Of("b"), (LayerNumbers{0}));
  EXPECT_EQ(Of("c"), (LayerNumbers{0, 2}));
  EXPECT_EQ(pushes_.of_app_edit, LayerNumbers{2});
}

TEST_F(PushTest, OtherVersionsAreOtherNames) {
  Add("external", FileLine("r.runfiles/a/site-packages/a-1.dist-info/METADATA", 1, "x"));
  Add("main", LinkLine("l", "a-2.dist-info"));
  Read();
  EXPECT_EQ(Of("a"), LayerNumbers{0});
}

TEST_F(PushTest, ApplicationIsTheMainRepositoryWhereverItIs) {
  Add("assets", FileLine("r.runfiles/_main/big", 1, "x"));
  Add("app", FileLine("r.runfiles/_main/app.py", 1, "x"));
  Add("config", FileLine("etc/config", 1, "x"));
  Read();
  EXPECT_EQ(pushes_.of_app_edit, (LayerNumbers{0, 1}));
}

TEST_F(PushTest, ApplicationWithoutAMainRepositoryIsTopmost) {
  Add("base", FileLine("usr/lib/x", 1, "x"));
  Add("app", FileLine("srv/app.py", 1, "x"));
  Read();
  EXPECT_EQ(pushes_.of_app_edit, LayerNumbers{1});
}

TEST_F(PushTest, NoLayers) {
  Read();
  EXPECT_EQ(pushes_.of_app_edit, LayerNumbers{});
}

}  // namespace pyvenv::push_test
