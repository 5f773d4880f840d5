// `pkg_pyvenv verify` on sound layers, spoilt ones and hostile ones.

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "testing/command_bench.h"
#include "testing/image.h"

namespace pyvenv::verify_command_test {

using nlohmann::json;
using testing::Line;
using testing::Outcome;
using Words = std::vector<std::string>;

class VerifyCommandTest : public ::testing::Test {
 protected:
  VerifyCommandTest() { bench_.Write("f", "content"); }

  [[nodiscard]] Outcome Verify(const Words& words) const {
    Words command = {"verify"};
    command.insert(command.end(), words.begin(), words.end());
    return bench_.Run(command);
  }

  // Expects an error, and that its line has `text`.
  void ExpectError(const Words& words, const std::string& text) const {
    const Outcome outcome = Verify(words);
    EXPECT_EQ(outcome.status, 1) << outcome.out;
    EXPECT_NE(("\n" + outcome.out).find("\nerror: " + text), std::string::npos)
        << text << "\n"
        << outcome.out << outcome.err;
  }

  void PackBuild(const std::string& compression = "none") const {
    bench_.PackTo("b/app.external", Line("directory", "r") + Line("file", "r/x/f", "f"),
                  compression);
    bench_.PackTo("b/app.main", Line("directory", "r") + Line("link", "r/l", "x/f"), compression);
  }

  const testing::CommandBench bench_;
};

TEST_F(VerifyCommandTest, SoundLayers) {
  for (const std::string compression : {"none", "gzip", "zstd"}) {
    PackBuild(compression);
    const Outcome outcome = Verify({"b"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.out, "2 layers, 4 paths, 1 link: 0 errors, 0 warnings, 0 notes\n");
    bench_.Shell("rm -r b");
  }
}

TEST_F(VerifyCommandTest, WarningsPass) {
  PackBuild();
  const Outcome outcome = Verify({"b/app.main.tar"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            "warning: dangling link: r/l: \"x/f\" leads to r/x, which is in no layer (main)\n"
            "1 layer, 2 paths, 1 link: 0 errors, 1 warning, 0 notes\n");
}

TEST_F(VerifyCommandTest, ManifestsTellWhoBroughtIt) {
  PackBuild();
  bench_.Write("b/app.main.manifest.jsonl", Line("link", "r/l", "x/f", "//:app"));
  ExpectError({"b/app.main.tar"},
              "dangling link: r/l: \"x/f\" leads to r/x, which is in no layer; "
              "tar_runfiles made this link, please report it (main: //:app)");
}

TEST_F(VerifyCommandTest, TheUnion) {
  PackBuild();
  bench_.PackTo("again", Line("file", "r/l", "f"));
  ExpectError({"b/app.main.tar", "again.tar"},
              "path of two types: r/l: a link in layer main, a file in layer again (main; again)");
  ExpectError({"again.mtree", "again.tar", "b/app.main.mtree"}, "path of two types: r/l");
}

TEST_F(VerifyCommandTest, Descriptors) {
  PackBuild("gzip");
  const std::string sound = bench_.Read("b/app.main.json");
  const auto spoil = [&](const std::string& key, const json& value) {
    json descriptor = json::parse(sound);
    descriptor[key] = value;
    bench_.Write("b/app.main.json", descriptor.dump());
  };
  const std::string digest = "sha256:" + std::string(64, 'a');
  const std::string start = "not as the descriptor says: b/app.main.tar.gz: ";
  spoil("digest", digest);
  ExpectError({"b"}, start + "digest sha256:");
  spoil("diffID", digest);
  ExpectError({"b"}, start + "diffID sha256:");
  spoil("size", 7);
  ExpectError({"b"}, start + "size ");
  spoil("mediaType", "application/vnd.oci.image.layer.v1.tar+zstd");
  ExpectError({"b"}, start + "compression gzip, the descriptor says zstd (main)");
  bench_.Write("b/app.main.json", sound);
  EXPECT_EQ(Verify({"b"}).status, 0);
}

TEST_F(VerifyCommandTest, Listings) {
  PackBuild();
  bench_.Shell("cd b && cp app.external.mtree sound; rm *.json");
  const auto spoil = [&](const std::string& script) {
    bench_.Shell("sed '" + script + "' b/sound > b/app.external.mtree");
  };
  const std::string start = "not as the listing says: ";
  spoil("s/size=7/size=8/");
  ExpectError({"b"}, start + "r/x/f: size 7, the listing says 8 (external)");
  spoil("s/sha256digest=e/sha256digest=f/");
  ExpectError({"b"}, start + "r/x/f: content ed7002");
  spoil("/x.f/s/mode=0644 uid=0/mode=0755 uid=3/");
  ExpectError({"b"}, start + "r/x/f: mode 0644, the listing says 0755; uid 0, the listing says 3");
  spoil("$d");
  ExpectError({"b"}, start + "r/x/f: the listing ends before it");
  spoil("$p");
  ExpectError({"b"}, start + "r/x/f: the listing has it, the tar does not");
  spoil("2d");
  ExpectError({"b"}, start + "r: the listing has r/x in its place");
}

// A listing has lines for members that no file system takes.
TEST_F(VerifyCommandTest, ListingOfWhatCannotBe) {
  bench_.Shell("tar -cPf bad.tar --format=pax --owner=0 --group=0 --transform 's,^f$," +
               std::string(300, 'n') + ",' f && cp f g && tar -rPf bad.tar --transform " +
               "'s,^f,../f,' f && tar -rf bad.tar --mtime=@-5 g && " + bench_.program() +
               " listing bad.tar --output bad.mtree");
  const Outcome outcome = Verify({"bad.tar"});
  EXPECT_NE(outcome.out.find("path that cannot be"), std::string::npos) << outcome.out;
  EXPECT_EQ(outcome.out.find("not as the listing says"), std::string::npos) << outcome.out;
}

TEST_F(VerifyCommandTest, BrokenTars) {
  PackBuild("gzip");
  bench_.Write("half.tar.gz", bench_.Read("b/app.main.tar.gz").substr(0, 80));
  ExpectError({"half.tar.gz"}, "unreadable layer: cannot read: half.tar.gz: ");
  bench_.Write("text.tar", "this is not a tar");
  ExpectError({"b", "text.tar"}, "unreadable layer: cannot read: text.tar: ");
  EXPECT_EQ(Verify({"b", "none.tar"}).status, 1);
  EXPECT_NE(Verify({"b", "none.tar"}).err.find("none.tar: No such file"), std::string::npos);
  EXPECT_EQ(Verify({}).status, 2);
}

TEST_F(VerifyCommandTest, HostilePaths) {
  const std::string tar = "tar -cPf bad.tar --owner=0 --group=0 ";
  bench_.Shell(tar + "--transform 's,^f,../f,' f");
  ExpectError({"bad.tar"},
              "path that cannot be: ../f: \"..\" in it may lead out of the layer (bad)");
  bench_.Shell(tar + "--transform 's,^f,d/.wh.f,' f");
  ExpectError({"bad.tar"}, "whiteout: d/.wh.f: ");
  bench_.Shell(tar + "f f && tar -rf bad.tar f");
  ExpectError({"bad.tar"}, "path twice: f: a file in layer bad, and again in layer bad");
  const std::string name(300, 'n');
  bench_.Shell(tar + "--format=pax --transform 's,^f," + name + ",' f");
  ExpectError({"bad.tar"}, "path that cannot be: " + name.substr(0, 255) + "…: a name in it");
  bench_.Shell("ln f g && " + tar + "f g && tar --delete -f bad.tar f");
  ExpectError({"bad.tar"}, "hard link to nothing: g: a hard link to f, which is no earlier member");
  bench_.Shell(tar + bench_.Path("f"));
  const Outcome absolute = Verify({"bad.tar"});
  EXPECT_EQ(absolute.status, 0);
  EXPECT_NE(absolute.out.find("warning: path that cannot be: "), std::string::npos) << absolute.out;
  bench_.Shell("mkfifo p && " + tar + "p");
  EXPECT_NE(Verify({"bad.tar"}).out.find("warning: special file: p: a device"), std::string::npos);
}

// 1.1 GiB of zeros in less than 1 MB.
TEST_F(VerifyCommandTest, DecompressionBombs) {
  if (testing::MayPassOver("zstd")) GTEST_SKIP() << "no zstd; under CTest it has to be there";
  bench_.Shell(
      "truncate -s 1100M zeros && tar -cf - zeros | zstd -q -1 > bomb.tar.zst && rm zeros &&"
      "test $(stat -c %s bomb.tar.zst) -lt 1000000");
  ExpectError({"bomb.tar.zst"}, "unreadable layer: cannot read: bomb.tar.zst: more than 500 times");
}

// A header that promises 8 EiB.
TEST_F(VerifyCommandTest, AbsurdSizes) {
  bench_.PackTo("a", Line("file", "f", "f"));
  std::string tar = bench_.Read("a.tar");
  tar.replace(124, 12, std::string("\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", 12));
  // The checksum is the sum of the header's bytes, with spaces in its own place.
  tar.replace(148, 8, "        ");
  unsigned sum = 0;
  for (size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[i]);
  char checksum[9];
  std::snprintf(checksum, sizeof(checksum), "%06o%c ", sum, 0);
  tar.replace(148, 8, checksum, 8);
  bench_.Write("bad.tar", tar);
  ExpectError({"bad.tar"}, "unreadable layer: cannot read: bad.tar: ");
}

TEST_F(VerifyCommandTest, ManyFindings) {
  std::string lines = Line("directory", "r");
  for (int i = 0; i < 30; ++i) lines += Line("link", "r/" + std::to_string(i), "nowhere");
  bench_.PackTo("a", lines);
  EXPECT_NE(Verify({"a.tar"}).out.find("warning: dangling link: … and 10 more\n"),
            std::string::npos);
  EXPECT_NE(Verify({"a.tar", "--most", "3"}).out.find("… and 27 more\n"), std::string::npos);
  const std::string all = Verify({"a.tar", "--all"}).out;
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 31);
}

TEST_F(VerifyCommandTest, Json) {
  PackBuild();
  const Outcome outcome = Verify({"--json", "b/app.main.tar"});
  EXPECT_EQ(outcome.status, 0);
  const json expected = json::parse(R"json({
    "layers": 1, "paths": 2, "links": 1, "errors": 0, "warnings": 1, "notes": 0, "findings": [
      {"severity": "warning", "kind": "dangling link", "path": "r/l", "layer": "main",
       "text": "r/l: \"x/f\" leads to r/x, which is in no layer (main)"}]})json");
  EXPECT_EQ(json::parse(outcome.out), expected);
}

// An image whose upper layer replaces, and removes, what the lower one has.
TEST_F(VerifyCommandTest, Images) {
  bench_.Shell(
      "mkdir -p lower/etc lower/usr/bin lower/gone upper/etc upper/usr &&"
      "touch lower/etc/passwd lower/usr/bin/sh lower/gone/x &&"
      "ln -s ../../etc/passwd lower/usr/bin/link && ln -s gone/x lower/dangling &&"
      "touch upper/etc/passwd upper/.wh.gone &&"
      "for l in lower upper; do tar -cf $l.tar -C $l .; done");
  for (const std::string layer : {"lower", "upper"}) {
    const std::string digest =
        "sha256:" + testing::Execute({"sha256sum", bench_.Path(layer + ".tar")}).out.substr(0, 64);
    bench_.Write(
        layer + ".json",
        json{{"mediaType", "application/vnd.oci.image.layer.v1.tar"}, {"diffID", digest}}.dump());
  }
  testing::WriteImage(bench_, "layout", "v1",
                      {{"lower.tar", "lower.json"}, {"upper.tar", "upper.json"}});
  const Outcome outcome = Verify({"layout", "--all"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.out.find("note: path twice: etc/passwd: a file in layer layer 1"),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("warning: dangling link: dangling: \"gone/x\" leads to gone, which"),
            std::string::npos);
  EXPECT_EQ(outcome.out.find("usr/bin/link"), std::string::npos);
  EXPECT_EQ(outcome.out.find(".wh."), std::string::npos);
}

TEST_F(VerifyCommandTest, ImagesAreWhatTheirManifestsSay) {
  PackBuild("gzip");
  json descriptor = json::parse(bench_.Read("b/app.main.json"));
  descriptor["diffID"] = "sha256:" + std::string(64, '0');
  bench_.Write("other.json", descriptor.dump());
  testing::WriteImage(
      bench_, "layout", "v1",
      {{"b/app.external.tar.gz", "b/app.external.json"}, {"b/app.main.tar.gz", "other.json"}});
  ExpectError({"layout"}, "not as the descriptor says: layout/blobs/sha256/");
}

// However many there are, they are no more than warnings.
TEST_F(VerifyCommandTest, ManyWarningsAreNoError) {
  bench_.Shell(
      "mkdir d && for i in $(seq 1002); do echo d/$i; done | xargs mkfifo && tar cf many.tar d");
  const Outcome outcome = Verify({"many.tar"});
  EXPECT_EQ(outcome.status, 0) << outcome.out;
  EXPECT_NE(Verify({"many.tar", "--all"}).out.find("… and 2 findings more (many)"),
            std::string::npos);
}

// Images that real programs make.
TEST_F(VerifyCommandTest, ImageOfUmoci) {
  if (testing::MayPassOver("umoci")) GTEST_SKIP() << "no umoci; under CTest it has to be there";
  bench_.Shell(
      "umoci init --layout layout && umoci new --image layout:v1 &&"
      "umoci unpack --rootless --image layout:v1 bundle && mkdir bundle/rootfs/d &&"
      "touch bundle/rootfs/d/f && umoci repack --image layout:v2 bundle &&"
      "echo x >bundle/rootfs/d/g && umoci repack --image layout:v3 bundle");
  const Outcome outcome = Verify({"layout:v3"});
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

TEST_F(VerifyCommandTest, ImageOfSkopeo) {
  if (testing::MayPassOver("skopeo")) GTEST_SKIP() << "no skopeo; under CTest it has to be there";
  PackBuild("gzip");
  testing::WriteImage(
      bench_, "layout", "v1",
      {{"b/app.external.tar.gz", "b/app.external.json"}, {"b/app.main.tar.gz", "b/app.main.json"}});
  bench_.Shell(
      "skopeo --insecure-policy copy -q --dest-compress-format zstd --dest-compress "
      "oci:layout:v1 oci:copy:v1");
  EXPECT_EQ(Verify({"copy"}).status, 0) << Verify({"copy"}).out;
  const Outcome diff = bench_.Run({"diff", "layout", "copy", "--ignore", "compression"});
  EXPECT_EQ(diff.status, 0) << diff.out << diff.err;
}

}  // namespace pyvenv::verify_command_test
