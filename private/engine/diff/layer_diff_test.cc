#include "diff/layer_diff.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "testing/build.h"

namespace pyvenv::layer_diff_test {

using testing::DirectoryMember;
using testing::FileMember;
using testing::LayerInMemory;
using testing::LinkMember;
using Members = std::vector<LayerMember>;

// Differences by path, of builds of one layer.
class LayerDiffTest : public ::testing::Test {
 protected:
  std::map<std::string, Differences> Compare(const Members& before, const Members& after,
                                             Differences ignored = 0) {
    return CompareLayers({{.name = "main", .members = before}},
                         {{.name = "main", .members = after}}, ignored);
  }

  std::map<std::string, Differences> CompareLayers(const std::vector<LayerInMemory>& before,
                                                   const std::vector<LayerInMemory>& after,
                                                   Differences ignored = 0) {
    before_ = std::make_unique<BuildContents>();
    after_ = std::make_unique<BuildContents>();
    Fill(before, before_.get());
    Fill(after, after_.get());
    diff_ = CompareBuilds(*before_, *after_, ignored);
    std::map<std::string, Differences> differences;
    for (const LayerDiff& layer : diff_.layers) {
      for (const MemberChange& change : layer.changes) {
        differences[change.path] |= change.differences;
      }
    }
    return differences;
  }

  std::unique_ptr<BuildContents> before_;
  std::unique_ptr<BuildContents> after_;
  BuildDiff diff_;
};

using Changes = std::map<std::string, Differences>;

TEST_F(LayerDiffTest, EqualLayers) {
  const Members members = {DirectoryMember("."), DirectoryMember("d"), FileMember("d/f", "x"),
                           LinkMember("l", "d/f")};
  EXPECT_EQ(Compare(members, members), Changes());
  EXPECT_TRUE(diff_.IsEqual());
  EXPECT_EQ(diff_.layers.front().status(), "same");
}

TEST_F(LayerDiffTest, EachKind) {
  LayerMember other = FileMember("f", "x");
  const Members before = {other};
  other = FileMember("f", "y");
  EXPECT_EQ(Compare(before, {other}), (Changes{{"f", kContent}}));
  other = FileMember("f", "x");
  other.mode = 0755;
  EXPECT_EQ(Compare(before, {other}), (Changes{{"f", kMode}}));
  other.mode = 0644;
  other.gid = 5;
  EXPECT_EQ(Compare(before, {other}), (Changes{{"f", kOwner}}));
  other.mtime = -1;
  EXPECT_EQ(Compare(before, {other}), (Changes{{"f", kOwner | kTime}}));
  EXPECT_EQ(Compare(before, {LinkMember("f", "x")}), (Changes{{"f", kType | kMode}}));
  EXPECT_EQ(Compare(before, {}), (Changes{{"f", kRemoved}}));
  EXPECT_EQ(Compare({}, before), (Changes{{"f", kAdded}}));
  EXPECT_EQ(Compare({LinkMember("l", "a")}, {LinkMember("l", "b")}), (Changes{{"l", kLinkText}}));
}

TEST_F(LayerDiffTest, HardLinks) {
  LayerMember link = FileMember("g", "x");
  link.hard_link = "f";
  EXPECT_EQ(Compare({FileMember("f", "x"), FileMember("g", "x")}, {FileMember("f", "x"), link}),
            (Changes{{"g", kHardLink}}));
}

TEST_F(LayerDiffTest, SpecialFiles) {
  LayerMember pipe = FileMember("p");
  pipe.type.reset();
  EXPECT_EQ(Compare({pipe}, {pipe}), Changes());
  EXPECT_EQ(Compare({pipe}, {FileMember("p")}), (Changes{{"p", kType}}));
}

TEST_F(LayerDiffTest, WithoutDigestsSizesCount) {
  LayerMember unknown = FileMember("f", "xx");
  unknown.digest.reset();
  EXPECT_EQ(Compare({unknown}, {FileMember("f", "yy")}), Changes());
  EXPECT_EQ(Compare({unknown}, {FileMember("f", "yyy")}), (Changes{{"f", kContent}}));
}

TEST_F(LayerDiffTest, OrderOfMembers) {
  EXPECT_EQ(Compare({FileMember("a"), FileMember("b"), FileMember("c")},
                    {FileMember("c"), FileMember("a"), FileMember("b")}),
            (Changes{{"c", kOrder}}));
}

TEST_F(LayerDiffTest, PathsThatAreThereTwice) {
  const Members twice = {FileMember("f", "1"), FileMember("f", "2")};
  EXPECT_EQ(Compare(twice, twice), Changes());
  EXPECT_EQ(Compare(twice, {FileMember("f", "1")}), (Changes{{"f", kRemoved}}));
  EXPECT_EQ(Compare(twice, {FileMember("f", "1"), FileMember("f", "3")}),
            (Changes{{"f", kContent}}));
}

TEST_F(LayerDiffTest, IgnoredKinds) {
  LayerMember later = FileMember("f", "x");
  later.mtime = 5;
  later.mode = 0600;
  EXPECT_EQ(Compare({FileMember("f", "x")}, {later}, kTime), (Changes{{"f", kMode}}));
  EXPECT_EQ(Compare({FileMember("f", "x")}, {later}, kTime | kMode), Changes());
  EXPECT_TRUE(diff_.IsEqual());
}

TEST_F(LayerDiffTest, LayersThatComeAndGo) {
  const LayerInMemory a{.name = "a", .members = {FileMember("a")}};
  const LayerInMemory b{.name = "b", .members = {FileMember("b")}};
  EXPECT_EQ(CompareLayers({a}, {a, b}), (Changes{{"b", kAdded}}));
  EXPECT_EQ(diff_.layers[1].status(), "new");
  EXPECT_EQ(CompareLayers({a, b}, {b}), (Changes{{"a", kRemoved}}));
  EXPECT_EQ(diff_.layers[1].status(), "gone");
  CompareLayers({a, {.name = "empty", .members = {}}}, {a});
  EXPECT_FALSE(diff_.IsEqual());
}

TEST_F(LayerDiffTest, OrderOfLayers) {
  const LayerInMemory a{.name = "a", .members = {FileMember("a")}};
  const LayerInMemory b{.name = "b", .members = {FileMember("b")}};
  EXPECT_EQ(CompareLayers({a, b}, {b, a}), Changes());
  EXPECT_TRUE(diff_.is_other_order);
  EXPECT_FALSE(diff_.IsEqual());
  CompareLayers({a, b}, {b, a}, kOrder);
  EXPECT_TRUE(diff_.IsEqual());
  after_->is_ordered = false;
  EXPECT_FALSE(CompareBuilds(*before_, *after_, 0).is_other_order);
}

// Of layers with one member, as it was, and what is known of them.
class StorageTest : public LayerDiffTest {
 protected:
  Differences Compare(const LayerIdentity& before, const LayerIdentity& after,
                      Differences ignored = 0, int64_t mtime = 0) {
    LayerMember file = FileMember("f", "x");
    const LayerInMemory old_layer{.name = "a", .members = {file}, .identity = before};
    file.mtime = mtime;
    const LayerInMemory new_layer{.name = "a", .members = {file}, .identity = after};
    CompareLayers({old_layer}, {new_layer}, ignored);
    return diff_.layers.front().differences;
  }
};

TEST_F(StorageTest, DigestsAndDiffIds) {
  EXPECT_EQ(Compare({.digest = "1", .diff_id = "2"}, {.digest = "1", .diff_id = "2"}), 0U);
  EXPECT_EQ(Compare({.digest = "1", .diff_id = "2"}, {.digest = "3", .diff_id = "2"}),
            kCompression);
  EXPECT_EQ(Compare({.digest = "1", .diff_id = "2"}, {.digest = "3", .diff_id = "4"}), kTar);
  EXPECT_EQ(Compare({}, {.digest = "3", .diff_id = "4"}), 0U);
  EXPECT_EQ(Compare({.digest = "1"}, {.digest = "3"}, kCompression), 0U);
}

// Another time makes another tar; it is not written in another way.
TEST_F(StorageTest, IgnoredDifferencesExplainOtherDigests) {
  EXPECT_EQ(Compare({.digest = "1", .diff_id = "1"}, {.digest = "2", .diff_id = "2"}, kTime, 5),
            0U);
}

// A tree, random edits of it, and what they are.
class Editor {
 public:
  explicit Editor(unsigned seed) : random_(seed) {
    const size_t size = Below(30);
    for (size_t i = 0; i < size; ++i) members_.push_back(RandomMember("d/" + std::to_string(i)));
  }

  void Edit() {
    Members edited;
    for (LayerMember& member : members_) {
      const Differences change = Below(2) == 0 ? 0 : EditOne(&member);
      if (change != 0) changes_[member.path] = change;
      if (change != kRemoved) edited.push_back(member);
    }
    for (size_t added = Below(4); added > 0; --added) {
      edited.push_back(RandomMember("new/" + std::to_string(added)));
      changes_[edited.back().path] = kAdded;
    }
    members_ = std::move(edited);
  }

  [[nodiscard]] const Members& members() const { return members_; }
  [[nodiscard]] const Changes& changes() const { return changes_; }

 private:
  size_t Below(size_t limit) { return random_() % limit; }

  LayerMember RandomMember(const std::string& path) {
    switch (Below(3)) {
      case 0:
        return DirectoryMember(path);
      case 1:
        return LinkMember(path, std::to_string(Below(5)));
      default:
        return FileMember(path, std::to_string(Below(5)));
    }
  }

  Differences EditOne(LayerMember* member) {
    if (Below(8) == 0) return kRemoved;
    Differences change = 0;
    if (Below(3) == 0) {
      member->mode ^= 0111U;
      change |= kMode;
    }
    if (Below(3) == 0) {
      ++member->uid;
      change |= kOwner;
    }
    if (Below(3) == 0) {
      --member->mtime;
      change |= kTime;
    }
    if (Below(2) == 0 && member->type == MemberType::kFile) {
      testing::SetContent("edited", member);
      change |= kContent;
    }
    if (Below(2) == 0 && member->type == MemberType::kLink) {
      member->link += "edited";
      change |= kLinkText;
    }
    return change;
  }

  std::mt19937 random_;
  Members members_;
  Changes changes_;
};

TEST_F(LayerDiffTest, ExactlyTheEditsAreFound) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    Editor editor(seed);
    const Members before = editor.members();
    editor.Edit();
    EXPECT_EQ(Compare(before, editor.members()), editor.changes()) << seed;
  }
}

std::string Described(const LayerEntry& entry, const BuildContents& build) {
  const MemberAttributes& attributes = build.attributes[entry.attributes];
  return std::string(TypeName(entry.type)) + " " + std::to_string(attributes.mode) + " " +
         std::to_string(attributes.uid) + " " + std::to_string(attributes.mtime) + " " +
         std::string(entry.link) + (entry.digest ? ToHex(*entry.digest) : "");
}

std::map<std::string, std::string> TreeOf(const BuildContents& build) {
  std::map<std::string, std::string> tree;
  for (const LayerEntry& entry : build.layers.front().entries) {
    tree[build.paths.Path(entry.node)] = Described(entry, build);
  }
  return tree;
}

TEST_F(LayerDiffTest, AppliedToTheOldTreeTheyGiveTheNewOne) {
  for (unsigned seed = 300; seed < 500; ++seed) {
    Editor editor(seed);
    const Members before = editor.members();
    editor.Edit();
    Members after = editor.members();
    std::shuffle(after.begin(), after.end(), std::mt19937(seed));
    Compare(before, after);
    std::map<std::string, std::string> tree = TreeOf(*before_);
    for (const MemberChange& change : diff_.layers.front().changes) {
      if (change.after == nullptr) {
        tree.erase(change.path);
      } else {
        tree[change.path] = Described(*change.after, *after_);
      }
    }
    EXPECT_EQ(tree, TreeOf(*after_)) << seed;
  }
}

}  // namespace pyvenv::layer_diff_test
