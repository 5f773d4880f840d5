#include "image/layout_writer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "base/error.h"
#include "digest/hashing_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::layout_writer_test {

using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

std::string BlobOf(std::string_view text) {
  Sha256 hash;
  hash.Update(text);
  return ToHex(hash.Finish());
}

LayerDescriptor WriteText(ByteSink& blob, std::string_view text) {
  HashingSink sink(blob);
  sink.Write(text);
  return {.digest = sink.Finish(), .size = text.size()};
}

Json Entry(const std::string& tag) {
  return {{"digest", "d"}, {"annotations", {{"org.opencontainers.image.ref.name", tag}}}};
}

class LayoutWriterTest : public ::testing::Test {
 protected:
  LayoutWriterTest() : blobs_("out/blobs/sha256") {}

  [[nodiscard]] std::unique_ptr<LayoutWriter> Writer() const {
    return std::make_unique<LayoutWriter>(dir_.Path("out"), [] { FAIL() << "nobody else"; });
  }

  static void AddText(LayoutWriter* layout, const std::string& text) {
    layout->AddLayer("main", [&](ByteSink& blob) { return WriteText(blob, text); });
  }

  [[nodiscard]] std::string FaultOf(const std::function<void()>& action) const {
    try {
      action();
    } catch (const Error& error) {
      std::string text = error.what();
      const size_t place = text.find(dir_.path() + "/");
      return place == std::string::npos ? text : text.erase(place, dir_.path().size() + 1);
    }
    return "none";
  }

  [[nodiscard]] ino_t InodeOf(const std::string& name) const {
    struct stat status {};
    ::stat(dir_.Path(name).c_str(), &status);
    return status.st_ino;
  }

  const testing::TempDir dir_;
  const std::string blobs_;
};

TEST_F(LayoutWriterTest, ANewLayout) {
  auto layout = Writer();
  AddText(layout.get(), "layer");
  const Json document = layout->AddDocument("type", {{"b", 1}, {"a", 2}});
  EXPECT_EQ(document.dump(), R"({"mediaType":"type","digest":"sha256:)" +
                                 BlobOf(R"({"b":1,"a":2})") + R"(","size":13})");
  layout->Publish(Entry("v1"));
  layout.reset();
  EXPECT_EQ(dir_.List("out"), (Strings{"blobs", "index.json", "oci-layout"}));
  EXPECT_EQ(dir_.List(blobs_).size(), 2U);
  EXPECT_EQ(dir_.Read(blobs_ + "/" + BlobOf("layer")), "layer");
  EXPECT_EQ(dir_.Read("out/oci-layout"), R"({"imageLayoutVersion":"1.0.0"})");
  EXPECT_EQ(Json::parse(dir_.Read("out/index.json"))["manifests"], Json::array({Entry("v1")}));
}

TEST_F(LayoutWriterTest, NothingIsLeftOfWhatIsNotPublished) {
  const std::string base = dir_.Write("base", "base");
  {
    const auto layout = Writer();
    AddText(layout.get(), "layer");
    layout->AddFile(base, "sha256:" + BlobOf("base"), 4);
    EXPECT_EQ(dir_.List("out"), (Strings{LayoutLock::kFile, "blobs"}));
  }
  EXPECT_EQ(dir_.List(""), Strings{"base"});
  EXPECT_EQ(dir_.Read("base"), "base");
}

TEST_F(LayoutWriterTest, BlobsThatAreThereStay) {
  for (int i = 0; i < 2; ++i) {
    const auto layout = Writer();
    AddText(layout.get(), "layer");
    layout->AddDocument("type", {});
    layout->Publish(Entry(std::to_string(i)));
  }
  const std::string blob = blobs_ + "/" + BlobOf("layer");
  const ino_t before = InodeOf(blob);
  AddText(Writer().get(), "layer");
  auto layout = Writer();
  AddText(layout.get(), "layer");
  layout->Publish(Entry("2"));
  EXPECT_EQ(InodeOf(blob), before);
  EXPECT_EQ(Json::parse(dir_.Read("out/index.json"))["manifests"].size(), 3U);
  layout.reset();
  // But for broken ones.
  dir_.Write(blob, "lay");
  layout = Writer();
  AddText(layout.get(), "layer");
  layout->Publish(Entry("3"));
  EXPECT_EQ(dir_.Read(blob), "layer");
}

TEST_F(LayoutWriterTest, FilesAreLinked) {
  const std::string base = dir_.Write("base", "base");
  auto layout = Writer();
  layout->AddFile(dir_.Link("link", "base"), "sha256:" + BlobOf("base"), 4);
  layout->Publish(Entry("v1"));
  EXPECT_EQ(InodeOf(blobs_ + "/" + BlobOf("base")), InodeOf("base"));
}

// There is something at the link's place, so that it cannot be made.
TEST_F(LayoutWriterTest, FilesAreCopiedElse) {
  const std::string base = dir_.Write("base", "base");
  auto layout = Writer();
  dir_.Write(blobs_ + "/" + BlobOf("base"), "broken");
  layout->AddFile(base, "sha256:" + BlobOf("base"), 4);
  layout->Publish(Entry("v1"));
  EXPECT_EQ(dir_.Read(blobs_ + "/" + BlobOf("base")), "base");
  EXPECT_NE(InodeOf(blobs_ + "/" + BlobOf("base")), InodeOf("base"));
}

TEST_F(LayoutWriterTest, FilesThatAreNotWhatTheyShouldBe) {
  const std::string base = dir_.Write("base", "base");
  const auto layout = Writer();
  EXPECT_EQ(FaultOf([&] { layout->AddFile(base, "sha256:" + BlobOf("base"), 5); }),
            "cannot use the blob: base: it is not of 5 bytes");
  dir_.Write(blobs_ + "/" + BlobOf("other"), "x");
  EXPECT_EQ(FaultOf([&] { layout->AddFile(base, "sha256:" + BlobOf("other"), 4); }),
            "cannot use the blob: base: its digest is another");
  EXPECT_EQ(FaultOf([&] { layout->AddFile(dir_.Path("none"), "sha256:" + BlobOf("x"), 1); }),
            "cannot read: none: No such file or directory");
}

TEST_F(LayoutWriterTest, WhatKilledRunsHaveLeft) {
  dir_.Write("out/.layer_packer.1.0", "index");
  dir_.Write("out/.pkg_pyvenv.lock", "");
  dir_.Write(blobs_ + "/.layer_packer.1.1", "blob");
  auto layout = Writer();
  layout->Publish(Entry("v1"));
  layout.reset();
  EXPECT_EQ(dir_.List("out"), (Strings{"blobs", "index.json", "oci-layout"}));
  EXPECT_EQ(dir_.List(blobs_), Strings{});
}

TEST_F(LayoutWriterTest, WhatIsNoLayout) {
  dir_.Write("out/mine.txt", "");
  EXPECT_EQ(FaultOf([&] { static_cast<void>(Writer()); }),
            "cannot make an image layout: out: it is none, and not empty: mine.txt is in it");
  EXPECT_EQ(dir_.List("out"), Strings{"mine.txt"});
  dir_.Write("out/oci-layout", R"({"imageLayoutVersion": "2.0.0"})");
  EXPECT_EQ(FaultOf([&] { static_cast<void>(Writer()); }),
            "cannot add to the image layout: out/oci-layout: its version is not 1.0.0");
  dir_.Write("out/oci-layout", R"({"imageLayoutVersion": "1.0.0"})");
  dir_.Write("out/index.json", R"({"manifests": 5})");
  EXPECT_EQ(FaultOf([&] { static_cast<void>(Writer()); }),
            "cannot add to the image layout: out/index.json: an index of another form than OCI's");
  dir_.Write("out/index.json", R"({"manifests": [], "mine": 1})");
  Writer()->Publish(Entry("v1"));
  EXPECT_EQ(Json::parse(dir_.Read("out/index.json"))["mine"], 1);
  EXPECT_EQ(dir_.List("out"), (Strings{"blobs", "index.json", "mine.txt", "oci-layout"}));
}

// Each thread opens the file anew, so that flock(2) keeps them apart as it does processes.
TEST_F(LayoutWriterTest, OneRunAtATime) {
  constexpr int kRuns = 20;
  std::vector<std::thread> threads;
  for (int i = 0; i < kRuns; ++i) {
    threads.emplace_back([&, i] {
      LayoutWriter layout(dir_.Path("out"), [] {});
      AddText(&layout, "layer " + std::to_string(i % 3));
      // Every fourth one fails, and might take the directory away from the others.
      if (i % 4 != 0) layout.Publish(Entry(std::to_string(i)));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Json::parse(dir_.Read("out/index.json"))["manifests"].size(), kRuns * 3U / 4);
  EXPECT_EQ(dir_.List("out"), (Strings{"blobs", "index.json", "oci-layout"}));
  EXPECT_EQ(dir_.List(blobs_).size(), 3U);
}

TEST_F(LayoutWriterTest, ARunThatWaitsSaysSo) {
  auto first = Writer();
  bool has_waited = false;
  std::thread second([&] {
    LayoutWriter layout(dir_.Path("out"), [&] {
      has_waited = true;
      first.reset();
    });
    layout.Publish(Entry("v1"));
  });
  second.join();
  EXPECT_TRUE(has_waited);
  EXPECT_EQ(dir_.List("out"), (Strings{"blobs", "index.json", "oci-layout"}));
}

}  // namespace pyvenv::layout_writer_test
