#include "inspect/link_walk.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "inspect/faults.h"
#include "testing/temp_dir.h"

namespace pyvenv::link_walk_test {

using Node = LayerUnion::Node;

/// A union of three layers below the directory "image/r", and the same on disk, to ask Linux.
class Bench {
 public:
  Bench() { AddDirectory("image/r"); }

  void AddDirectory(const std::string& path) {
    layers_.Add(NextLayer(), {.path = path, .type = MemberType::kDirectory});
    disk_.MakeDirectory(path);
  }
  void AddFile(const std::string& path) {
    layers_.Add(NextLayer(), {.path = path, .type = MemberType::kFile});
    disk_.Write(path, "content");
  }
  void AddLink(const std::string& path, const std::string& text) {
    layers_.Add(NextLayer(), {.path = path, .type = MemberType::kLink, .link = text});
    disk_.Link(path, text);
  }

  [[nodiscard]] bool Has(const std::string& path) const {
    const std::optional<Node> node = layers_.Find(path);
    return node && layers_.IsListed(*node);
  }

  /// How the walk from a link ends: the path reached, or else the kind of end.
  [[nodiscard]] std::string Walk(const std::string& link) const {
    const LinkWalk walk = FollowLink(layers_, layers_.Find(link).value());
    switch (walk.end) {
      case WalkEnd::kReached:
        return layers_.Path(walk.node);
      case WalkEnd::kMissing:
      case WalkEnd::kMounted:
        return ErrnoText(ENOENT);
      case WalkEnd::kNoDirectory:
        return ErrnoText(ENOTDIR);
      case WalkEnd::kLeaves:
      case WalkEnd::kAbsolute:
        return ErrnoText(EXDEV);
      case WalkEnd::kTooManyLinks:
        return ErrnoText(ELOOP);
    }
    return {};
  }

  /// The same, as Linux has it: openat2(2) refuses what leads out of "image/r".
  [[nodiscard]] std::string AskLinux(const std::string& link) const {
    const int root = ::open(disk_.Path("image/r").c_str(), O_PATH | O_DIRECTORY);
    struct open_how how {};
    how.flags = O_PATH;
    how.resolve = RESOLVE_BENEATH;
    const std::string relative = link.substr(std::string("image/r/").size());
    int64_t descriptor = -1;
    do {
      descriptor = ::syscall(SYS_openat2, root, relative.c_str(), &how, sizeof(how));
    } while (descriptor < 0 && errno == EAGAIN);
    const int fault = errno;
    ::close(root);
    if (descriptor < 0) return ErrnoText(fault);
    const std::string reached =
        std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor)).string();
    ::close(static_cast<int>(descriptor));
    return reached.substr(disk_.path().size() + 1);
  }

  /// Whether another link ends the walk by being absolute.
  [[nodiscard]] bool LeadsToAbsolute(const std::string& link) const {
    const Node node = layers_.Find(link).value();
    const LinkWalk walk = FollowLink(layers_, node);
    return walk.end == WalkEnd::kAbsolute && walk.link != node;
  }

  /// The links that something is to be said about, provided that there is nothing else.
  [[nodiscard]] std::vector<std::string> Faults() const {
    const UnionFaults faults = FindFaults(layers_);
    std::vector<std::string> paths;
    for (const UnionFaults::BadLink& bad : faults.bad_links) {
      paths.push_back(layers_.Path(bad.link));
    }
    if (faults.whiteouts.empty() && faults.below.empty() && faults.repeated.empty() &&
        layers_.clashes().empty()) {
      return paths;
    }
    return {"more than links"};
  }

  [[nodiscard]] const LayerUnion& layers() const { return layers_; }

 private:
  LayerUnion::Layer NextLayer() { return layer_++ % 3; }

  const testing::TempDir disk_;
  LayerUnion layers_;
  LayerUnion::Layer layer_ = 0;
};

bool HasOpenat2() {
  return ::syscall(SYS_openat2, AT_FDCWD, nullptr, nullptr, 0) == 0 || errno != ENOSYS;
}

class LinkWalkTest : public ::testing::Test {
 protected:
  LinkWalkTest() {
    bench_.AddDirectory("image/r/d");
    bench_.AddFile("image/r/d/f");
    bench_.AddFile("image/r/f");
    bench_.AddLink("image/r/to_d", "d");
    bench_.AddLink("image/r/d/up", "..");
  }

  // The walk of a new link in image/r/d, checked against Linux.
  LinkWalk Walk(const std::string& text) {
    link_ = "image/r/d/link" + std::to_string(++links_);
    bench_.AddLink(link_, text);
    if (HasOpenat2()) {
      EXPECT_EQ(bench_.Walk(link_), bench_.AskLinux(link_)) << text;
    }
    return FollowLink(bench_.layers(), Find(link_));
  }

  [[nodiscard]] Node Find(const std::string& path) const {
    return bench_.layers().Find(path).value();
  }

  void ExpectReached(const std::string& text, const std::string& path) {
    const LinkWalk walk = Walk(text);
    EXPECT_EQ(walk.end, WalkEnd::kReached) << text;
    EXPECT_EQ(bench_.layers().Path(walk.node), path) << text;
  }

  Bench bench_;
  std::string link_;
  int links_ = 0;
};

TEST_F(LinkWalkTest, Reached) {
  ExpectReached("../f", "image/r/f");
  ExpectReached("..", "image/r");
  ExpectReached(".././/d/./", "image/r/d");
  ExpectReached("../to_d/f", "image/r/d/f");
  ExpectReached("../to_d/", "image/r/d");
}

// ".." after a link to a directory is where that directory is, not where the link is.
TEST_F(LinkWalkTest, UpFromWhereALinkLed) {
  bench_.AddDirectory("image/r/d/e");
  bench_.AddLink("image/r/deep", "d/e");
  ExpectReached("../deep/../f", "image/r/d/f");
  ExpectReached("up/deep/../../f", "image/r/f");
}

TEST_F(LinkWalkTest, MissingName) {
  const LinkWalk walk = Walk("../to_d/none/x");
  EXPECT_EQ(walk.end, WalkEnd::kMissing);
  EXPECT_EQ(walk.node, Find("image/r/d"));
  EXPECT_EQ(walk.name, "none");
  EXPECT_EQ(walk.link, Find(link_));
}

TEST_F(LinkWalkTest, AnotherLinkIsToBlame) {
  bench_.AddLink("image/r/broken", "none");
  EXPECT_EQ(Walk("../broken").link, Find("image/r/broken"));
  EXPECT_EQ(Walk("../broken/x").link, Find("image/r/broken"));
}

// The link on the way is sound; what comes after it is not.
TEST_F(LinkWalkTest, NotTheLinkOnTheWayIsToBlame) {
  const LinkWalk walk = Walk("../to_d/up/none");
  EXPECT_EQ(walk.end, WalkEnd::kMissing);
  EXPECT_EQ(walk.link, Find(link_));
}

TEST_F(LinkWalkTest, BelowAFile) {
  for (const char* text : {"f/x", "f/", "f/.", "f/..", "../to_d/f/"}) {
    const LinkWalk walk = Walk(text);
    EXPECT_EQ(walk.end, WalkEnd::kNoDirectory) << text;
    EXPECT_EQ(walk.node, Find("image/r/d/f")) << text;
  }
}

TEST_F(LinkWalkTest, LeavesTheTree) {
  // Even if it comes back.
  for (const char* text : {"../..", "../../x", "../../r/f", "../to_d/up/../r"}) {
    const LinkWalk walk = Walk(text);
    EXPECT_EQ(walk.end, WalkEnd::kLeaves) << text;
    EXPECT_EQ(walk.node, Find("image/r")) << text;
  }
}

TEST_F(LinkWalkTest, NeedNotLeaveWhereTheWayEndsBefore) {
  EXPECT_EQ(Walk("none/../../../x").end, WalkEnd::kMissing);
}

TEST_F(LinkWalkTest, Absolute) {
  EXPECT_EQ(Walk("/image/r/f").end, WalkEnd::kAbsolute);
  bench_.AddLink("image/r/absolute", "/none");
  const LinkWalk walk = Walk("../absolute/x");
  EXPECT_EQ(walk.end, WalkEnd::kAbsolute);
  EXPECT_EQ(walk.link, Find("image/r/absolute"));
}

TEST_F(LinkWalkTest, Circles) {
  bench_.AddLink("image/r/a", "d/../b");
  bench_.AddLink("image/r/b", "a");
  EXPECT_EQ(Walk("../a").end, WalkEnd::kTooManyLinks);
  const std::string self = "link" + std::to_string(links_ + 1);
  EXPECT_EQ(Walk(self + "/x").end, WalkEnd::kTooManyLinks);
}

// Linux follows 40 links.
TEST_F(LinkWalkTest, LongestChain) {
  bench_.AddLink("image/r/1", "f");
  for (int i = 2; i < 40; ++i) {
    bench_.AddLink("image/r/" + std::to_string(i), std::to_string(i - 1));
  }
  EXPECT_EQ(Walk("../39").end, WalkEnd::kReached);
  bench_.AddLink("image/r/40", "39");
  EXPECT_EQ(Walk("../40").end, WalkEnd::kTooManyLinks);
}

TEST(ConfinesTest, TopmostListedDirectory) {
  LayerUnion layers;
  layers.Add(0, {.path = "usr/bin/app", .type = MemberType::kLink, .link = "app.runfiles/x"});
  layers.Add(0, {.path = "usr/bin/out", .type = MemberType::kLink, .link = "../../.."});
  layers.Add(0, {.path = "usr/bin/app.runfiles", .type = MemberType::kDirectory});
  layers.Add(0, {.path = "usr/bin/app.runfiles/d", .type = MemberType::kDirectory});
  layers.Add(0, {.path = "usr/bin/app.runfiles/d/l", .type = MemberType::kLink, .link = "x"});
  const auto find = [&](const char* path) { return layers.Find(path).value(); };
  EXPECT_EQ(ConfinesOf(layers, find("usr/bin/app.runfiles/d/l")), find("usr/bin/app.runfiles"));
  EXPECT_EQ(ConfinesOf(layers, find("usr/bin/app")), LayerUnion::kRoot);
  // Nothing is above the image's root.
  EXPECT_EQ(FollowLink(layers, find("usr/bin/out")).end, WalkEnd::kLeaves);
  EXPECT_EQ(FollowLink(layers, find("usr/bin/app")).end, WalkEnd::kMissing);
  layers.SetIsImage();
  EXPECT_EQ(ConfinesOf(layers, find("usr/bin/app.runfiles/d/l")), LayerUnion::kRoot);
}

TEST(WholeImageTest, AbsoluteLinksLeadFromTheRoot) {
  LayerUnion layers;
  layers.SetIsImage();
  const auto add = [&](const char* path, const char* text) {
    layers.Add(0, {.path = path, .type = MemberType::kLink, .link = text});
  };
  layers.Add(0, {.path = "usr/local/bin/python3.11", .type = MemberType::kFile});
  add("usr/local/bin/python", "python3.11");
  add("opt/venv/bin/python", "/usr/local/bin/python");
  add("opt/venv/bin/python3", "python");
  add("opt/gone", "/usr/gone");
  add("opt/circle", "/opt/circle");
  add("opt/above", "/../x");
  add("etc/mtab", "/proc/mounts");
  add("var/run", "../run");
  add("var/socket", "/var/run/d/socket");
  const auto follow = [&](const char* path) {
    return FollowLink(layers, layers.Find(path).value());
  };
  EXPECT_EQ(follow("opt/venv/bin/python3").end, WalkEnd::kReached);
  EXPECT_EQ(follow("opt/venv/bin/python3").node, layers.Find("usr/local/bin/python3.11"));
  EXPECT_EQ(follow("opt/gone").end, WalkEnd::kMissing);
  EXPECT_EQ(follow("opt/circle").end, WalkEnd::kTooManyLinks);
  EXPECT_EQ(follow("opt/above").end, WalkEnd::kLeaves);
  for (const char* path : {"etc/mtab", "var/run", "var/socket"}) {
    EXPECT_EQ(follow(path).end, WalkEnd::kMounted) << path;
  }
  std::vector<std::string> bad;
  for (const UnionFaults::BadLink& link : FindFaults(layers).bad_links) {
    bad.push_back(layers.Path(link.link));
  }
  EXPECT_EQ(bad, (std::vector<std::string>{"opt/gone", "opt/circle", "opt/above"}));
}

TEST(ConfinesTest, ListedRoot) {
  LayerUnion layers;
  layers.Add(0, {.path = ".", .type = MemberType::kDirectory});
  layers.Add(0, {.path = "d", .type = MemberType::kDirectory});
  layers.Add(0, {.path = "d/l", .type = MemberType::kLink, .link = "../f"});
  EXPECT_EQ(ConfinesOf(layers, layers.Find("d/l").value()), LayerUnion::kRoot);
}

/// Grows a tree of few names, so that links of random text often lead somewhere.
class RandomTree {
 public:
  explicit RandomTree(std::mt19937& random) : random_(random) {
    for (int i = 0; i < 25; ++i) Grow();
  }

  [[nodiscard]] const Bench& bench() const { return bench_; }
  [[nodiscard]] const std::vector<std::string>& links() const { return links_; }

 private:
  unsigned Below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  std::string Name() { return {static_cast<char>('a' + Below(4))}; }

  std::string Text() {
    std::string text = Below(20) == 0 ? "/" : "";
    for (unsigned i = Below(5); i > 0; --i) {
      const unsigned kind = Below(10);
      text += kind < 4 ? ".." : kind == 4 ? "." : kind == 5 ? "" : Name();
      text += '/';
    }
    return text + (Below(3) == 0 ? ".." : Name());
  }

  void Grow() {
    const std::string path = directories_[Below(directories_.size())] + "/" + Name();
    if (bench_.Has(path)) return;
    switch (Below(5)) {
      case 0:
        bench_.AddFile(path);
        break;
      case 1:
      case 2:
        bench_.AddDirectory(path);
        directories_.push_back(path);
        break;
      default:
        bench_.AddLink(path, Text());
        links_.push_back(path);
    }
  }

  std::mt19937& random_;
  Bench bench_;
  std::vector<std::string> directories_{"image/r"};
  std::vector<std::string> links_;
};

TEST(FollowPathTest, FromADirectory) {
  LayerUnion layers;
  for (const char* const path : {"image/r", "image/r/a", "image/r/b"}) {
    layers.Add(0, {.path = path, .type = MemberType::kDirectory});
  }
  layers.Add(0, {.path = "image/r/b/f", .type = MemberType::kFile});
  layers.Add(0, {.path = "image/r/a/l", .type = MemberType::kLink, .link = "../b"});
  const Node root = layers.Find("image/r").value();
  const Node a = layers.Find("image/r/a").value();
  EXPECT_EQ(FollowPath(layers, a, ".").node, a);
  EXPECT_EQ(FollowPath(layers, a, "../b/f").node, layers.Find("image/r/b/f"));
  EXPECT_EQ(FollowPath(layers, a, "l/../a").node, a);
  EXPECT_EQ(FollowPath(layers, LayerUnion::kRoot, "image/r/a/l").node, layers.Find("image/r/b"));
  EXPECT_EQ(FollowPath(layers, a, "gone").end, WalkEnd::kMissing);
  EXPECT_EQ(FollowPath(layers, a, "../..").end, WalkEnd::kLeaves);
  EXPECT_EQ(FollowPath(layers, root, "..").end, WalkEnd::kLeaves);
}

TEST(LinkWalkPropertyTest, EndsAsInLinux) {
  if (!HasOpenat2()) GTEST_SKIP() << "this Linux has no openat2(2)";
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same trees every time
  std::map<std::string, int> ends;
  for (int round = 0; round < 100; ++round) {
    const RandomTree tree(random);
    std::vector<std::string> bad;
    for (const std::string& link : tree.links()) {
      const std::string linux = tree.bench().AskLinux(link);
      EXPECT_EQ(tree.bench().Walk(link), linux) << link;
      const bool is_reached = linux.starts_with("image/");
      ++ends[is_reached ? "reached" : linux];
      if (!is_reached && !tree.bench().LeadsToAbsolute(link)) bad.push_back(link);
    }
    EXPECT_EQ(tree.bench().Faults(), bad);
  }
  EXPECT_EQ(ends.size(), 5U);
  for (const auto& [end, count] : ends) EXPECT_GT(count, 20) << end;
}

}  // namespace pyvenv::link_walk_test
