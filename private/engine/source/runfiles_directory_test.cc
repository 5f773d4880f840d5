#include "source/runfiles_directory.h"

#include <gtest/gtest.h>

#include <map>

#include "base/error.h"
#include "testing/source_entries.h"
#include "testing/temp_dir.h"

namespace pyvenv::runfiles_directory_test {

using testing::EntriesOf;

// A workspace, an output base, and in that the runfiles directory of //pkg:app, as Bazel lays them
// out.
class RunfilesDirectoryTest : public ::testing::Test {
 protected:
  RunfilesDirectoryTest() {
    temp_.Write("ws/pkg/lib.py", "lib");
    temp_.Link(kRoot + "/pkg", temp_.Path("ws/pkg"));
    temp_.Write(kOutputs + "/app", "#!launcher");
    Artifact("_main/pkg/app", kOutputs + "/app");
    Artifact("_main/pkg/lib.py", "ws/pkg/lib.py");
  }

  void Artifact(const std::string& path, const std::string& artifact) const {
    temp_.Link(kDirectory + "/" + path, temp_.Path(artifact));
  }

  // A file of another repository, at its own place.
  void External(const std::string& path) const {
    temp_.Write("ob/external/" + path, path);
    Artifact(path, "ob/external/" + path);
  }

  [[nodiscard]] SourceTree Read(RunfilesOptions options = {}) const {
    if (options.directory.empty()) options.directory = temp_.Path(kDirectory);
    return ReadRunfilesDirectory(options);
  }

  [[nodiscard]] std::string At(const std::string& path, const RunfilesOptions& options = {}) const {
    const auto entries = EntriesOf(Read(options));
    const auto found = entries.find("entrypoint.runfiles/" + path);
    return found == entries.end() ? "nothing" : found->second;
  }

  [[nodiscard]] std::string FaultOf(const RunfilesOptions& options = {}) const {
    try {
      const SourceTree tree = Read(options);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }

  const testing::TempDir temp_;
  const std::string kRoot = "ob/execroot/_main";
  const std::string kOutputs = kRoot + "/bazel-out/k8-fastbuild/bin/pkg";
  const std::string kDirectory = kOutputs + "/app.runfiles";
};

TEST_F(RunfilesDirectoryTest, LinkToADirectoryOfAnotherName) {
  temp_.Write("extracted/_main/pkg/app", "#!launcher");
  temp_.Write("extracted/_main/pkg/lib.py", "lib");
  temp_.Link("app.runfiles", "extracted");
  EXPECT_EQ(At("_main/pkg/lib.py", {.directory = temp_.Path("app.runfiles/")}),
            "main: file " + temp_.Path("extracted/_main/pkg/lib.py"));
}

TEST_F(RunfilesDirectoryTest, FilesOfTheMainRepository) {
  const SourceTree tree = Read();
  EXPECT_EQ(
      EntriesOf(tree),
      (std::map<std::string, std::string>{
          {"entrypoint", "main: link entrypoint.runfiles/_main/pkg/app"},
          {"entrypoint.runfiles/_main", "main: directory"},
          {"entrypoint.runfiles/_main/pkg/app", "main: program " + temp_.Path(kOutputs + "/app")},
          {"entrypoint.runfiles/_main/pkg/lib.py", "main: file " + temp_.Path("ws/pkg/lib.py")},
      }));
  EXPECT_EQ(tree.config.entrypoint, std::vector<std::string>{"/entrypoint"});
}

TEST_F(RunfilesDirectoryTest, EntrypointBelowDirectories) {
  const auto entries = EntriesOf(Read({.entrypoint = "usr/bin/app"}));
  EXPECT_EQ(entries.at("usr/bin/app"), "main: link app.runfiles/_main/pkg/app");
  EXPECT_TRUE(entries.contains("usr/bin/app.runfiles/_main/pkg/lib.py"));
}

TEST_F(RunfilesDirectoryTest, LinksThatAreNotBazelsStay) {
  temp_.Link(kDirectory + "/_main/pkg/raw", "../../repo/x");
  temp_.Link(kDirectory + "/_main/pkg/python", "/usr/bin/python3");
  temp_.Link(kDirectory + "/_main/pkg/dangling", "/nowhere/at/all");
  EXPECT_EQ(At("_main/pkg/raw"), "main: link ../../repo/x");
  EXPECT_EQ(At("_main/pkg/python"), "main: link /usr/bin/python3");
  EXPECT_EQ(At("_main/pkg/dangling"), "main: link /nowhere/at/all");
}

TEST_F(RunfilesDirectoryTest, AnArtifactIsThereOnceAtItsOwnPlace) {
  External("repo/a.so");
  Artifact("_main/pkg/_app.venv/a.so", "ob/external/repo/a.so");
  EXPECT_EQ(At("repo/a.so"), "other: file " + temp_.Path("ob/external/repo/a.so"));
  EXPECT_EQ(At("_main/pkg/_app.venv/a.so"), "main: link ../../../repo/a.so");
}

TEST_F(RunfilesDirectoryTest, AnArtifactWithoutItsOwnPlaceIsAtItsFirst) {
  temp_.Write("ob/external/repo/a.so", "");
  Artifact("_main/pkg/z", "ob/external/repo/a.so");
  Artifact("_main/pkg/b", "ob/external/repo/a.so");
  EXPECT_EQ(At("_main/pkg/b"), "other: file " + temp_.Path("ob/external/repo/a.so"));
  EXPECT_EQ(At("_main/pkg/z"), "main: link b");
  // What is left out cannot hold it.
  EXPECT_EQ(At("_main/pkg/z", {.exclude = {"b"}}),
            "other: file " + temp_.Path("ob/external/repo/a.so"));
  EXPECT_EQ(At("_main/pkg/b", {.exclude = {"b"}}), "other: excluded");
}

TEST_F(RunfilesDirectoryTest, GeneratedFilesOfAnotherRepository) {
  const std::string generated = kRoot + "/bazel-out/k8-fastbuild/bin/external/repo/gen.py";
  temp_.Write(generated, "");
  Artifact("repo/gen.py", generated);
  Artifact("_main/pkg/gen.py", generated);
  EXPECT_EQ(At("repo/gen.py"), "other: file " + temp_.Path(generated));
  EXPECT_EQ(At("_main/pkg/gen.py"), "main: link ../../repo/gen.py");
}

TEST_F(RunfilesDirectoryTest, RepositoriesAreDistributions) {
  External("pip_311_six/site-packages/six.py");
  External("other/site-packages/Foo_Bar-1.dist-info/METADATA");
  External("other/site-packages/foo/__init__.py");
  EXPECT_TRUE(At("pip_311_six/site-packages/six.py").starts_with("six: "));
  EXPECT_TRUE(At("other/site-packages/foo/__init__.py").starts_with("foo-bar: "));
}

TEST_F(RunfilesDirectoryTest, InterpreterOfTheVenv) {
  for (const std::string python : {"python", "other_python"}) {
    External(python + "/lib/python3.11/os.py");
    External(python + "/bin/python3");
  }
  EXPECT_TRUE(At("other_python/bin/python3").starts_with("interpreter: "));
  temp_.Link(kDirectory + "/_main/pkg/_app.venv/bin/python3", "../../../../python/bin/python3");
  EXPECT_TRUE(At("python/lib/python3.11/os.py").starts_with("interpreter: "));
  EXPECT_TRUE(At("other_python/bin/python3").starts_with("other: "));
}

TEST_F(RunfilesDirectoryTest, WhatBazelAdds) {
  temp_.Write(kDirectory + "/MANIFEST", "x");
  temp_.Write(kDirectory + "/_main/pkg/__init__.py", "");
  temp_.Write(kDirectory + "/repo/__init__.py", "");
  temp_.Write(kDirectory + "/_main/.runfile", "");
  temp_.Write(kOutputs + "/app.repo_mapping", "m");
  Artifact("_repo_mapping", kOutputs + "/app.repo_mapping");
  EXPECT_EQ(At("MANIFEST"), "nothing");
  EXPECT_EQ(At("_main/.runfile"), "nothing");
  EXPECT_EQ(At("_main/pkg/__init__.py"), "main: empty");
  EXPECT_EQ(At("repo/__init__.py"), "main: empty");
  EXPECT_EQ(At("_repo_mapping"), "main: file " + temp_.Path(kOutputs + "/app.repo_mapping"));
}

TEST_F(RunfilesDirectoryTest, SecondPlacesOfLegacyExternalRunfiles) {
  External("repo/x.py");
  Artifact("_main/external/repo/x.py", "ob/external/repo/x.py");
  temp_.Link(kDirectory + "/repo/raw", "x.py");
  temp_.Link(kDirectory + "/_main/external/repo/raw", "x.py");
  temp_.Write(kOutputs + "/own", "");
  Artifact("_main/external/own", kOutputs + "/own");
  EXPECT_EQ(At("_main/external/repo/x.py"), "nothing");
  EXPECT_EQ(At("_main/external/repo/raw"), "nothing");
  EXPECT_EQ(At("repo/raw"), "other: link x.py");
  // A package that is called so.
  EXPECT_TRUE(At("_main/external/own").starts_with("main: file "));
}

TEST_F(RunfilesDirectoryTest, MovedElsewhere) {
  temp_.Link("moved.runfiles/_main/pkg/moved", temp_.Path(kOutputs + "/app"));
  temp_.Link("moved.runfiles/_main/pkg/lib.py", temp_.Path("ws/pkg/lib.py"));
  const auto entries = EntriesOf(Read({.directory = temp_.Path("moved.runfiles")}));
  EXPECT_EQ(entries.at("entrypoint.runfiles/_main/pkg/lib.py"),
            "main: file " + temp_.Path("ws/pkg/lib.py"));
}

TEST_F(RunfilesDirectoryTest, ExtractedFromLayers) {
  temp_.Write("app.runfiles/_main/app", "#!");
  temp_.Write("app.runfiles/repo/__init__.py", "");
  const auto entries = EntriesOf(Read({.directory = temp_.Path("app.runfiles/")}));
  EXPECT_EQ(entries.at("entrypoint.runfiles/_main/app"),
            "main: program " + temp_.Path("app.runfiles/_main/app"));
  EXPECT_EQ(entries.at("entrypoint.runfiles/repo/__init__.py"),
            "other: file " + temp_.Path("app.runfiles/repo/__init__.py"));
}

TEST_F(RunfilesDirectoryTest, Launchers) {
  EXPECT_EQ(FaultOf({.launcher = "_main/x"}),
            "cannot find the launcher: _main/x: no such path below " + temp_.Path(kDirectory));
  EXPECT_TRUE(
      At("_main/pkg/lib.py", {.launcher = "_main/pkg/lib.py"}).starts_with("main: program"));
  temp_.Write("x.runfiles/_main/a/x", "a");
  temp_.Write("x.runfiles/_main/b/x", "b");
  EXPECT_EQ(FaultOf({.directory = temp_.Path("x.runfiles")}),
            "cannot find the launcher: " + temp_.Path("x.runfiles") +
                ": both _main/a/x and _main/b/x may be it: name it with --launcher");
  temp_.Write("y.runfiles/_main/a", "a");
  EXPECT_EQ(FaultOf({.directory = temp_.Path("y.runfiles")}),
            "cannot find the launcher: " + temp_.Path("y.runfiles") +
                ": nothing in it is called \"y\": name it with --launcher");
}

TEST_F(RunfilesDirectoryTest, WithoutFiles) {
  temp_.Write("z.runfiles/MANIFEST", "_main/x /y\n");
  EXPECT_EQ(FaultOf({.directory = temp_.Path("z.runfiles")}),
            "cannot pack: " + temp_.Path("z.runfiles") +
                ": it has no files: build the binary with --build_runfile_links");
}

TEST(IsRunfilesDirectoryTest, ByItsName) {
  EXPECT_TRUE(IsRunfilesDirectory("bazel-bin/app.runfiles"));
  EXPECT_TRUE(IsRunfilesDirectory("bazel-bin/app.runfiles/"));
  EXPECT_FALSE(IsRunfilesDirectory("app"));
}

}  // namespace pyvenv::runfiles_directory_test
