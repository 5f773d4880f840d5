// `pkg_pyvenv image`, as a user runs it. tests/image has what other programs make of its layouts.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::image_command_test {

using nlohmann::json;
using testing::Execute;
using testing::Outcome;
using testing::ProgramOf;
using Strings = std::vector<std::string>;

const std::string kSite = "/lib/python3.11/site-packages/";

class ImageCommandTest : public ::testing::Test {
 protected:
  ImageCommandTest() { MakeEnvironment("env"); }

  // With the distributions six and torch.
  void MakeEnvironment(const std::string& name) const {
    temp_.Write(name + "/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.7\n");
    temp_.Link(name + "/bin/python3", "/usr/bin/python3");
    for (const std::string distribution : {"torch", "six"}) {
      temp_.Write(name + kSite + distribution + ".py", std::string(9000, 'x') + distribution);
      temp_.Write(name + kSite + distribution + "-1.dist-info/RECORD", distribution + ".py,,\n");
    }
  }

  [[nodiscard]] static Strings Command(const std::string& subcommand, const Strings& words) {
    Strings command = {ProgramOf("PKG_PYVENV"), subcommand};
    command.insert(command.end(), words.begin(), words.end());
    return command;
  }

  [[nodiscard]] Outcome Image(Strings words, const std::string& environment = "env") const {
    words.insert(words.end(), {environment, "--prefix", "/opt/venv"});
    return Execute(Command("image", words), {.directory = temp_.path()});
  }

  // The digest of the manifest.
  [[nodiscard]] std::string Digest(Strings words, const std::string& environment = "env") const {
    words.emplace_back("--json");
    const Outcome outcome = Image(words, environment);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return json::parse(outcome.out, nullptr, false).value("digest", "none");
  }

  [[nodiscard]] std::string FaultOf(const Strings& words, int status = 1) const {
    const Outcome outcome = Image(words);
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.out, "");
    const std::string start = "pkg_pyvenv: error: ";
    const size_t place = outcome.err.find(start);
    if (place == std::string::npos) return outcome.err;
    return outcome.err.substr(place + start.size(),
                              outcome.err.find('\n', place) - place - start.size());
  }

  [[nodiscard]] json Blob(const std::string& layout, const std::string& digest) const {
    return json::parse(temp_.Read(layout + "/blobs/sha256/" + digest.substr(digest.find(':') + 1)));
  }

  [[nodiscard]] json Index(const std::string& layout = "out") const {
    return json::parse(temp_.Read(layout + "/index.json"));
  }

  [[nodiscard]] json Config(const std::string& layout, const std::string& digest) const {
    return Blob(layout, Blob(layout, digest)["config"]["digest"]);
  }

  const testing::TempDir temp_;
};

TEST_F(ImageCommandTest, LayoutAndTable) {
  const Outcome outcome = Image({"-o", "out", "--tag", "v1"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const json entry = Index()["manifests"].at(0);
  const json manifest = Blob("out", entry["digest"]);
  ASSERT_EQ(manifest["layers"].size(), 3U);
  for (const json& layer : manifest["layers"]) {
    EXPECT_EQ(layer["mediaType"], "application/vnd.oci.image.layer.v1.tar+gzip");
    EXPECT_NE(outcome.out.find(layer["digest"].get<std::string>()), std::string::npos);
  }
  EXPECT_TRUE(outcome.out.ends_with("out:v1 is " + entry["digest"].get<std::string>() + "\n"));
  EXPECT_EQ(temp_.List("out/blobs/sha256").size(), 5U);
  const json config = Config("out", entry["digest"]);
  EXPECT_EQ(config["config"]["Entrypoint"], json({"/opt/venv/bin/python3"}));
  EXPECT_EQ(config["created"], "1970-01-01T00:00:00Z");
  EXPECT_FALSE(config["config"].contains("User"));
  EXPECT_FALSE(config["config"].contains("Cmd"));
  EXPECT_EQ(entry["platform"]["architecture"], config["architecture"]);
}

TEST_F(ImageCommandTest, AResultThatCannotBeWritten) {
  for (const std::string flag : {"", " --json"}) {
    const Outcome outcome = Execute(
        {"sh", "-c", "\"$0\" image env -o out" + flag + " > /dev/full", ProgramOf("PKG_PYVENV")},
        {.directory = temp_.path()});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.err.find("error: cannot write: standard output: "), std::string::npos)
        << outcome.err;
  }
}

TEST_F(ImageCommandTest, OursAreContentWithIt) {
  for (const std::string compression : {"none", "gzip", "zstd"}) {
    ASSERT_EQ(Image({"-o", "out", "--compression", compression, "--tag", compression}).status, 0);
    const Outcome verdict =
        Execute(Command("verify", {"out:" + compression}), {.directory = temp_.path()});
    EXPECT_EQ(verdict.status, 0) << verdict.out << verdict.err;
    const Outcome difference =
        Execute(Command("diff", {"out:none", "out:" + compression, "--ignore", "compression"}),
                {.directory = temp_.path()});
    EXPECT_EQ(difference.status, 0) << difference.out << difference.err;
  }
}

TEST_F(ImageCommandTest, SameDigestHoweverItWasMade) {
  MakeEnvironment("elsewhere/other");
  const std::string digest =
      Digest({"-o", "out", "--jobs", "1", "--label", "a=1", "--label", "b=2"});
  EXPECT_EQ(
      Digest({"-o", "out2", "--jobs", "5", "--label", "b=2", "--label", "a=1"}, "elsewhere/other"),
      digest);
  ASSERT_EQ(Image({"-o", "out3", "--tag", "x"}).status, 0);
  EXPECT_EQ(Digest({"-o", "out3", "--label", "b=2", "--label", "a=1"}), digest);
  EXPECT_NE(Digest({"-o", "out3", "--label", "b=3", "--label", "a=1"}), digest);
}

TEST_F(ImageCommandTest, Wishes) {
  const std::string digest =
      Digest({"-o", "out", "--platform", "linux/arm/v7", "--env", "TZ=UTC", "--label", "l=1=2",
              "--annotation", "a=b", "--cmd=--port", "--cmd", "80", "--workdir", "/w", "--owner",
              "7:8", "--mtime", "86400"});
  const json config = Config("out", digest);
  EXPECT_EQ(config["variant"], "v7");
  EXPECT_EQ(config["created"], "1970-01-02T00:00:00Z");
  EXPECT_EQ(config["config"]["Cmd"], json({"--port", "80"}));
  EXPECT_EQ(config["config"]["User"], "7:8");
  EXPECT_EQ(config["config"]["WorkingDir"], "/w");
  EXPECT_EQ(config["config"]["Env"].back(), "TZ=UTC");
  EXPECT_EQ(config["config"]["Labels"]["l"], "1=2");
  EXPECT_EQ(Blob("out", digest)["annotations"]["a"], "b");
  EXPECT_EQ(
      Config("out", Digest({"-o", "out", "--owner", "7:8", "--user", "app"}))["config"]["User"],
      "app");
}

TEST_F(ImageCommandTest, TagsAreReplacedAndOthersStay) {
  const std::string first = Digest({"-o", "out", "--tag", "v1"});
  json index = Index();
  index["manifests"].push_back(
      {{"mediaType", "application/xml"}, {"odd", json::array({1, nullptr})}});
  index["more"] = "kept";
  temp_.Write("out/index.json", index.dump());
  const std::string second = Digest({"-o", "out", "--tag", "a/v-2--x.y", "--label", "n=2"});
  const std::string third = Digest({"-o", "out", "--tag", "v1", "--label", "n=3"});
  const json after = Index();
  EXPECT_EQ(after["more"], "kept");
  ASSERT_EQ(after["manifests"].size(), 3U);
  EXPECT_EQ(after["manifests"][0]["digest"], third);
  EXPECT_EQ(after["manifests"][1], index["manifests"][1]);
  EXPECT_EQ(after["manifests"][2]["digest"], second);
  EXPECT_EQ(Blob("out", first)["schemaVersion"], 2);
}

TEST_F(ImageCommandTest, OnABase) {
  const std::string base =
      Digest({"-o", "base", "--platform", "linux/arm64/v8", "--env", "A=1", "--user", "app",
              "--label", "l=base", "--cmd", "x", "--workdir", "/base", "--compression", "zstd"});
  MakeEnvironment("second");
  temp_.Write("second" + kSite + "six.py", "another");
  // In another layout, and in that of the base.
  for (const std::string layout : {"out", "base"}) {
    const Strings words = {"-o",          layout,  "--base", "base:latest", "--platform",
                           "linux/arm64", "--tag", "app",    "--env",       "B=2"};
    const std::string digest = Digest(words, "second");
    const json manifest = Blob(layout, digest);
    const json base_manifest = Blob("base", base);
    ASSERT_EQ(manifest["layers"].size(), 6U);
    for (size_t i = 0; i < 3; ++i) EXPECT_EQ(manifest["layers"][i], base_manifest["layers"][i]);
    EXPECT_EQ(manifest["annotations"]["org.opencontainers.image.base.digest"], base);
    const json config = Config(layout, digest);
    EXPECT_EQ(config["variant"], "v8");
    EXPECT_EQ(config["rootfs"]["diff_ids"].size(), 6U);
    EXPECT_EQ(config["history"].size(), 6U);
    EXPECT_EQ(config["config"]["User"], "app");
    EXPECT_EQ(config["config"]["WorkingDir"], "/base");
    EXPECT_FALSE(config["config"].contains("Cmd"));
    EXPECT_EQ(config["config"]["Labels"]["l"], "base");
    EXPECT_EQ(config["config"]["Env"].size(), 4U);
  }
  EXPECT_EQ(
      FaultOf({"-o", "out", "--base", "base:latest", "--platform", "linux/s390x"}),
      "cannot build on the image: base:latest: it is for linux/arm64/v8, not for linux/s390x: "
      "another is chosen by --platform");
  EXPECT_EQ(FaultOf({"-o", "out", "--base", "none"}),
            "cannot read the base image: none: there is no OCI image layout; skopeo makes one of "
            "an image, umoci of a root directory");
}

TEST_F(ImageCommandTest, ABrokenBase) {
  const std::string base = Digest({"-o", "base"});
  const std::string layer = Blob("base", base)["layers"][0]["digest"].get<std::string>().substr(7);
  temp_.Write("base/blobs/sha256/" + layer, "short");
  const std::string fault = FaultOf({"-o", "out", "--base", "base"});
  EXPECT_TRUE(
      fault.starts_with("cannot use the blob: base/blobs/sha256/" + layer + ": it is not of "))
      << fault;
  EXPECT_EQ(Execute({"test", "-e", temp_.Path("out")}).status, 1);
}

TEST_F(ImageCommandTest, AFailureLeavesWhatWasThere) {
  ASSERT_EQ(Image({"-o", "out"}).status, 0);
  const std::string index = temp_.Read("out/index.json");
  const Strings blobs = temp_.List("out/blobs/sha256");
  temp_.Write("env/share/large", std::string(100000, 'x'));
  const auto limited = [] {
    const rlimit limit{.rlim_cur = 50000, .rlim_max = 50000};
    return setrlimit(RLIMIT_FSIZE, &limit) == 0;
  };
  for (const std::string output : {"out", "new"}) {
    const Outcome outcome =
        Execute(Command("image", {"env", "-o", output, "--compression", "none", "--prefix", "/x"}),
                {.directory = temp_.path(), .prepare = limited});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(
        outcome.err.find("error: cannot write: " + output + "/blobs/sha256/main: File too large"),
        std::string::npos)
        << outcome.err;
  }
  EXPECT_EQ(temp_.Read("out/index.json"), index);
  EXPECT_EQ(temp_.List("out/blobs/sha256"), blobs);
  EXPECT_EQ(temp_.List("out"), (Strings{"blobs", "index.json", "oci-layout"}));
  EXPECT_EQ(Execute({"test", "-e", temp_.Path("new")}).status, 1);
}

TEST_F(ImageCommandTest, WrongUsage) {
  EXPECT_EQ(FaultOf({"-o", "out", "--label", "x"}, 2),
            "--label: \"x\" is not NAME=VALUE (see --help)");
  EXPECT_EQ(FaultOf({"-o", "out", "--env", "=x"}, 2),
            "--env: \"=x\" is not NAME=VALUE (see --help)");
  EXPECT_EQ(FaultOf({"-o", "out", "--annotation", "a=\xff"}, 2),
            "--annotation: JSON takes UTF-8 alone (see --help)");
  EXPECT_EQ(FaultOf({"-o", "out", "--platform", "linux"}, 2),
            "--platform: \"linux\" is not OS/ARCH or OS/ARCH/VARIANT (see --help)");
  for (const std::string tag : {"", "-v", "v-", "a..b", "a---b", "a b"}) {
    EXPECT_EQ(FaultOf({"-o", "out", "--tag", tag}, 2),
              "--tag: \"" + tag +
                  "\" is not letters and digits, with one of -._:@+/ between them (see --help)");
  }
  EXPECT_EQ(FaultOf({"-o", "env/out"}, 2), "--output: env/out lies in env (see --help)");
  // Told before a directory is made or a lock waited for.
  temp_.Write("mine/notes.txt", "");
  const Strings wrong_flags[] = {
      {"--mtime", "253402300800"}, {"--jobs", "0"}, {"--max-layers", "x"}, {"--layer-group", "x"}};
  for (Strings words : wrong_flags) {
    words.insert(words.end(), {"-o", "mine"});
    const std::string fault = FaultOf(words, 2);
    EXPECT_TRUE(fault.starts_with(words[0] + ": \"" + words[1] + "\" is not ")) << fault;
  }
  EXPECT_EQ(FaultOf({"-o", "mine"}),
            "cannot make an image layout: mine: it is none, and not empty: notes.txt is in it");
  EXPECT_EQ(Execute({"test", "-e", temp_.Path("out")}).status, 1);
}

}  // namespace pyvenv::image_command_test
