#include "source/virtual_environment.h"

#include <gtest/gtest.h>

#include <map>

#include "base/error.h"
#include "testing/source_entries.h"
#include "testing/temp_dir.h"

namespace pyvenv::virtual_environment_test {

using testing::EntriesOf;
using Strings = std::vector<std::string>;

const std::string kSite = "lib/python3.11/site-packages";

// An environment as venv makes it, whose Python is at base/bin.
class VirtualEnvironmentTest : public ::testing::Test {
 protected:
  VirtualEnvironmentTest() {
    Put("pyvenv.cfg", "home = " + temp_.Path("base/bin") + "\nversion = 3.11.7\ncommand = " +
                          temp_.Path("base/bin/python3") + " -m venv " + temp_.Path("env") + "\n");
    Put("bin/activate", "VIRTUAL_ENV=\"" + temp_.Path("env") + "\"\n");
    temp_.Write("base/bin/python3.11",
                "\x7f"
                "ELF");
    temp_.Write("base/lib/python3.11/os.py", "os");
    Link("bin/python3", temp_.Path("base/bin/python3.11"));
    Link("bin/python", "python3");
    Link("lib64", "lib");
    Put(kSite + "/six.py", "six");
    Put(kSite + "/six-1.0.dist-info/METADATA", "m");
    Put(kSite + "/six-1.0.dist-info/RECORD",
        "six.py,sha256=s,3\r\nsix-1.0.dist-info/METADATA,sha256=m,1\r\n"
        "six-1.0.dist-info/RECORD,,\r\n");
  }

  void Put(const std::string& path, const std::string& content) const {
    temp_.Write("env/" + path, content);
  }
  void Link(const std::string& path, const std::string& text) const {
    temp_.Link("env/" + path, text);
  }

  [[nodiscard]] SourceTree Read(EnvironmentOptions options = {}) const {
    if (options.directory.empty()) options.directory = temp_.Path("env");
    if (options.prefix.empty()) options.prefix = "/opt/venv";
    return ReadVirtualEnvironment(options);
  }

  [[nodiscard]] std::string At(const std::string& path,
                               const EnvironmentOptions& options = {}) const {
    const auto entries = EntriesOf(Read(options));
    const auto found = entries.find("opt/venv/" + path);
    return found == entries.end() ? "nothing" : found->second;
  }

  [[nodiscard]] std::string FaultOf(const EnvironmentOptions& options = {}) const {
    try {
      const SourceTree tree = Read(options);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }

  const testing::TempDir temp_;
};

TEST_F(VirtualEnvironmentTest, WhatIsWhose) {
  Put(kSite + "/loose.py", "");
  Put("include/x.h", "");
  EXPECT_EQ(At(kSite + "/six.py"), "six: file " + temp_.Path("env/" + kSite + "/six.py"));
  EXPECT_TRUE(At(kSite + "/six-1.0.dist-info/METADATA").starts_with("six: file "));
  EXPECT_TRUE(At(kSite + "/six-1.0.dist-info/RECORD").starts_with("six: file "));
  EXPECT_TRUE(At(kSite + "/loose.py").starts_with("other: file "));
  EXPECT_TRUE(At("include/x.h").starts_with("main: file "));
  EXPECT_EQ(At("lib64"), "main: link lib");
  EXPECT_EQ(At("bin/python"), "main: link python3");
}

TEST_F(VirtualEnvironmentTest, ItsOwnFilesNameTheNewPlace) {
  EXPECT_EQ(At("bin/activate"), "main: content VIRTUAL_ENV=\"/opt/venv\"\n");
  EXPECT_EQ(At("pyvenv.cfg"), "main: content home = " + temp_.Path("base/bin") +
                                  "\nversion = 3.11.7\ncommand = " +
                                  temp_.Path("base/bin/python3") + " -m venv /opt/venv\n");
}

// Python 3.12 and newer write "export".
TEST_F(VirtualEnvironmentTest, AnEnvironmentThatWasMovedKnowsWhereItWasMade) {
  for (const std::string start : {"VIRTUAL_ENV=", "    export VIRTUAL_ENV="}) {
    Put("bin/activate", start + "/home/me/old\n");
    Put("bin/six", "#!/home/me/old/bin/python3\n");
    EXPECT_EQ(At("bin/six"), "main: content #!/opt/venv/bin/python3\n") << start;
  }
}

TEST_F(VirtualEnvironmentTest, WhereItLiesIfNothingIsSaid) {
  const SourceTree tree = ReadVirtualEnvironment({.directory = temp_.Path("env")});
  const auto entries = EntriesOf(tree);
  const std::string here = temp_.Path("env").substr(1);
  EXPECT_EQ(entries.at(here + "/bin/activate"), "main: file " + temp_.Path("env/bin/activate"));
  EXPECT_EQ(tree.config.entrypoint, Strings{"/" + here + "/bin/python3"});
}

TEST_F(VirtualEnvironmentTest, ScriptsAndTheirRecord) {
  Put("bin/six", "#!" + temp_.Path("env") + "/bin/python3\nimport six\n");
  Put(kSite + "/six-1.0.dist-info/RECORD",
      "../../../bin/six,sha256=old,99\r\nsix.py,sha256=s,3\r\n"
      "__pycache__/six.cpython-311.pyc,,\r\nsix-1.0.dist-info/RECORD,,\r\n");
  EXPECT_EQ(At("bin/six"), "six: content #!/opt/venv/bin/python3\nimport six\n");
  // The hash is what Python's hashlib and base64.urlsafe_b64encode say.
  EXPECT_EQ(
      At(kSite + "/six-1.0.dist-info/RECORD"),
      "six: content ../../../bin/six,sha256=UCD2mmRPGjbv97fH-RcipBTyFjua8ci2vhcIu_AYWFQ,35\r\n"
      "six.py,sha256=s,3\r\nsix-1.0.dist-info/RECORD,,\r\n");
}

TEST_F(VirtualEnvironmentTest, Bytecode) {
  Put(kSite + "/__pycache__/six.cpython-311.pyc", "pyc");
  Put(kSite + "/only.pyc", "pyc");
  const std::string path = kSite + "/__pycache__/six.cpython-311.pyc";
  EXPECT_EQ(At(path), "nothing");
  EXPECT_TRUE(At(path, {.keep_bytecode = true}).starts_with("other: file "));
  EXPECT_TRUE(At(kSite + "/only.pyc").starts_with("other: file "));
}

TEST_F(VirtualEnvironmentTest, WhatIsExcludedIsNoLongerRecorded) {
  EXPECT_EQ(At(kSite + "/six.py", {.exclude = {"six.py"}}), "six: excluded");
  EXPECT_EQ(At(kSite + "/six-1.0.dist-info/RECORD", {.exclude = {"six.py"}}),
            "six: content six-1.0.dist-info/METADATA,sha256=m,1\r\nsix-1.0.dist-info/RECORD,,\r\n");
}

TEST_F(VirtualEnvironmentTest, LocalDistributionsAreTheUsersOwn) {
  Put(kSite + "/six-1.0.dist-info/direct_url.json", R"({"dir_info": {}, "url": "file:///home/x"})");
  Put(kSite + "/six-1.0.dist-info/RECORD", "six-1.0.dist-info/direct_url.json,,\nsix.py,,\n");
  const SourceTree tree = Read();
  EXPECT_EQ(tree.owners.back().kind, Owner::Kind::kMain);
  EXPECT_EQ(tree.owners.back().distribution, "six");
  // Where it was made is nobody's business.
  EXPECT_EQ(At(kSite + "/six-1.0.dist-info/direct_url.json"), "nothing");
  EXPECT_EQ(At(kSite + "/six-1.0.dist-info/RECORD"), "six: content six.py,,\n");
}

TEST_F(VirtualEnvironmentTest, DistributionsWithoutRecord) {
  Put(kSite + "/Old_Thing-2.0-py3.11.egg-info/top_level.txt", "old\nolder\n");
  Put(kSite + "/old/deep/x.py", "");
  Put(kSite + "/older.py", "");
  Put(kSite + "/new_thing-1.dist-info/METADATA", "");
  Put(kSite + "/new_thing/__init__.py", "");
  EXPECT_TRUE(At(kSite + "/old/deep/x.py").starts_with("old-thing: "));
  EXPECT_TRUE(At(kSite + "/older.py").starts_with("old-thing: "));
  EXPECT_TRUE(At(kSite + "/new_thing/__init__.py").starts_with("new-thing: "));
  EXPECT_TRUE(At(kSite + "/new_thing-1.dist-info/METADATA").starts_with("new-thing: "));
}

TEST_F(VirtualEnvironmentTest, WarningsAboutRecords) {
  Put(kSite + "/six-1.0.dist-info/RECORD", "six.py,sha256=a,\ngone.py,,\ngone2.py,,\nx.pyc,,\n");
  Put(kSite + "/ten-1.0.dist-info/RECORD", "six.py,sha256=b,\n");
  Put(kSite + "/two-1.0.dist-info/RECORD", "six.py,sha256=a,\n");
  const Strings warnings = Read().warnings;
  ASSERT_GE(warnings.size(), 2);
  EXPECT_EQ(warnings[0],
            "six: its RECORD names 2 files that are not in the environment: gone.py, …");
  EXPECT_EQ(warnings[1], "both six and ten have installed " + kSite +
                             "/six.py, with other content: it goes with the first");
}

TEST_F(VirtualEnvironmentTest, LinksInside) {
  Link("bin/absolute", temp_.Path("env/lib/x"));
  EXPECT_EQ(At("bin/absolute"), "main: link ../lib/x");
}

TEST_F(VirtualEnvironmentTest, LinksThatLeadOut) {
  Link("bin/out", "/usr/bin/true");
  EXPECT_EQ(FaultOf(), "cannot pack: " + temp_.Path("env/bin/out") +
                           ": the link leads out of the environment, to /usr/bin/true: put a copy "
                           "in its place, or leave it out with --exclude");
  EXPECT_EQ(FaultOf({.exclude = {"bin/out"}}), "");
}

TEST_F(VirtualEnvironmentTest, InstalledLinksAreFiles) {
  temp_.Write("cache/linked.py", "linked");
  Link(kSite + "/linked.py", temp_.Path("cache/linked.py"));
  Put(kSite + "/six-1.0.dist-info/RECORD", "linked.py,,\nsix-1.0.dist-info/RECORD,,\n");
  EXPECT_EQ(At(kSite + "/linked.py"), "six: file " + temp_.Path("env/" + kSite + "/linked.py"));
}

TEST_F(VirtualEnvironmentTest, PythonOfTheImage) {
  EXPECT_EQ(At("bin/python3"), "main: link " + temp_.Path("base/bin/python3.11"));
  EXPECT_EQ(Read().warnings,
            Strings{"bin/python3 leads to " + temp_.Path("base/bin/python3.11") +
                    ", which the image has to bring (or pack it: --with-interpreter)"});
}

TEST_F(VirtualEnvironmentTest, PythonOfTheEnvironment) {
  temp_.Write("base/lib/python3.11/test/x.py", "");
  temp_.Write("base/lib/python3.11/idlelib/idle_test/x.py", "");
  temp_.Write("base/lib/python3.11/site-packages/x.py", "");
  temp_.Write("base/lib/python3.11/config/libpython.a", "");
  temp_.Write("elsewhere/sitecustomize.py", "");
  temp_.Link("base/lib/python3.11/sitecustomize.py", temp_.Path("elsewhere/sitecustomize.py"));
  temp_.Link("base/lib/python3.11/other.py", "os.py");
  temp_.Link("base/lib/python3.11/dangling.py", "/nowhere");
  auto entries = EntriesOf(Read({.with_interpreter = true}));
  std::erase_if(entries,
                [](const auto& entry) { return !entry.second.starts_with("interpreter"); });
  const std::string place = "opt/venv/interpreter/";
  const std::string library = temp_.Path("base/lib/python3.11/");
  EXPECT_EQ(
      entries,
      (std::map<std::string, std::string>{
          {place + "bin/python", "interpreter: link python3.11"},
          {place + "bin/python3", "interpreter: link python3.11"},
          {place + "bin/python3.11", "interpreter: file " + temp_.Path("base/bin/python3.11")},
          {place + "lib/python3.11/os.py", "interpreter: file " + library + "os.py"},
          {place + "lib/python3.11/other.py", "interpreter: link os.py"},
          {place + "lib/python3.11/sitecustomize.py",
           "interpreter: file " + library + "sitecustomize.py"},
      }));
  EXPECT_EQ(At("bin/python3", {.with_interpreter = true}),
            "main: link ../interpreter/bin/python3.11");
  EXPECT_EQ(At("pyvenv.cfg", {.with_interpreter = true}),
            "main: content home = /opt/venv/interpreter/bin\nversion = 3.11.7\n"
            "command = /opt/venv/interpreter/bin/python3 -m venv /opt/venv\n");
}

TEST_F(VirtualEnvironmentTest, SharedLibraryOfPython) {
  const std::string nul(1, '\0');
  const std::string run_path = temp_.Path("base/lib");
  temp_.Write("base/bin/python3.11",
              "\x7f"
              "ELF libpython3.11.so.1.0" +
                  nul + run_path + nul + "!");
  temp_.Write("base/lib/libpython3.11.so.1.0", "so");
  std::string expected = "$ORIGIN/../lib";
  expected.resize(run_path.size(), '\0');
  EXPECT_EQ(At("interpreter/bin/python3.11", {.with_interpreter = true}),
            "interpreter: content \x7f"
            "ELF libpython3.11.so.1.0" +
                nul + expected + nul + "!");
  EXPECT_EQ(At("interpreter/lib/libpython3.11.so.1.0", {.with_interpreter = true}),
            "interpreter: file " + temp_.Path("base/lib/libpython3.11.so.1.0"));
  EXPECT_EQ(Read({.with_interpreter = true}).warnings, Strings());
}

TEST_F(VirtualEnvironmentTest, SharedLibraryOfPythonThatOnlyThisMachineFinds) {
  temp_.Write("base/bin/python3.11",
              "\x7f"
              "ELF libpython3.11.so.1.0");
  temp_.Write("base/lib/libpython3.11.so.1.0", "so");
  EXPECT_EQ(Read({.with_interpreter = true}).warnings,
            Strings{"bin/python3.11 looks for libpython3.11.so.1.0 at a place of this machine, and "
                    "not beside itself: the image needs LD_LIBRARY_PATH, or a Python from another "
                    "place"});
}

TEST_F(VirtualEnvironmentTest, EditableInstalls) {
  Put(kSite + "/__editable__.six.pth", "import __editable___six_finder; x\n");
  EXPECT_NE(FaultOf().find("install that without -e"), std::string::npos) << FaultOf();
  Put(kSite + "/__editable__.six.pth", "/home/me/src\n");
  EXPECT_NE(FaultOf().find("(/home/me/src)"), std::string::npos) << FaultOf();
  Put(kSite + "/six-1.0.dist-info/direct_url.json",
      R"({"dir_info": {"editable": true}, "url": "file:///home/me"})");
  EXPECT_EQ(FaultOf(),
            "cannot pack an editable install: six: its code lies outside, at "
            "\"file:///home/me\": install it without -e, or uninstall it and give its "
            "code with --app");
}

TEST_F(VirtualEnvironmentTest, EggLinks) {
  Put(kSite + "/old.egg-link", "/home/me/old\n.");
  EXPECT_NE(FaultOf().find("old: its code lies outside, at /home/me/old"), std::string::npos);
}

TEST_F(VirtualEnvironmentTest, PthFiles) {
  const std::string path = kSite + "/a.pth";
  Put(path, "# /home/me\n\nsub\n" + temp_.Path("env/src") + "\nimport x; x('" + temp_.Path("env") +
                "')\n");
  EXPECT_EQ(At(path),
            "other: content # /home/me\n\nsub\n/opt/venv/src\nimport x; x('/opt/venv')\n");
  Put(path, "../../../../out\n");
  EXPECT_NE(FaultOf(), "");
}

TEST_F(VirtualEnvironmentTest, Applications) {
  temp_.Write("code/app.py", "");
  temp_.Write("code/.git/HEAD", "");
  temp_.Write("code/submodule/.git", "gitdir: /home/me/.git/modules/submodule\n");
  temp_.Write("code/submodule/x.py", "");
  temp_.Write("code/__pycache__/app.pyc", "");
  temp_.Write("code/.venv/pyvenv.cfg", "");
  temp_.Write("code/out/x.tar", "");
  temp_.Write("code/notes.txt", "");
  temp_.MakeDirectory("code/data");
  temp_.Link("code/link.py", "app.py");
  const SourceTree tree = Read({.applications = {{temp_.Path("code"), "srv/app"}},
                                .exclude = {"*.txt"},
                                .output = temp_.Path("code/out")});
  auto entries = EntriesOf(tree);
  std::erase_if(entries, [](const auto& entry) { return !entry.first.starts_with("srv"); });
  EXPECT_EQ(entries,
            (std::map<std::string, std::string>{
                {"srv/app/app.py", "main: file " + temp_.Path("code/app.py")},
                {"srv/app/data", "main: directory"},
                {"srv/app/link.py", "main: link app.py"},
                {"srv/app/notes.txt", "main: excluded"},
                {"srv/app/submodule/x.py", "main: file " + temp_.Path("code/submodule/x.py")},
            }));
  EXPECT_EQ(tree.config.working_directory, "/srv/app");
  temp_.Link("code/out.py", "../x");
  EXPECT_NE(FaultOf({.applications = {{temp_.Path("code"), "a"}}}).find("leads out of"),
            std::string::npos);
}

TEST_F(VirtualEnvironmentTest, ApplicationWhereTheEnvironmentGoes) {
  temp_.Write("code/venv/x.py", "");
  EXPECT_NE(
      FaultOf({.applications = {{temp_.Path("code"), "opt"}}}).find("give --app another place"),
      std::string::npos);
  EXPECT_EQ(FaultOf({.applications = {{temp_.Path("code"), "opt/code"}}}), "");
}

TEST_F(VirtualEnvironmentTest, PythonsOfTheImageByTheirWholePath) {
  Link("bin/python3.11", "../../base/bin/python3.11");
  EXPECT_EQ(At("bin/python3.11"), "main: link " + temp_.Path("base/bin/python3.11"));
}

TEST_F(VirtualEnvironmentTest, SitePackagesOfTheSystem) {
  Put("pyvenv.cfg", "home = /nowhere\nversion = 3.11.7\ninclude-system-site-packages = True\n");
  EXPECT_NE(FaultOf({.with_interpreter = true}).find("make it without --system-site-packages"),
            std::string::npos);
  EXPECT_EQ(FaultOf(), "");
}

TEST_F(VirtualEnvironmentTest, DirectoriesOfAnApplicationWithALoopOfLinks) {
  temp_.Write("code/d/app.py", "");
  temp_.Link("code/d/pyvenv.cfg", "pyvenv.cfg");
  const auto entries = EntriesOf(Read({.applications = {{temp_.Path("code"), "a"}}}));
  EXPECT_EQ(entries.at("a/d/app.py"), "main: file " + temp_.Path("code/d/app.py"));
}

TEST_F(VirtualEnvironmentTest, Entrypoints) {
  Put("bin/six", "#!/bin/sh\n");
  EXPECT_EQ(Read().config.entrypoint, Strings{"/opt/venv/bin/python3"});
  EXPECT_EQ(Read({.entrypoint = "six  --help"}).config.entrypoint,
            (Strings{"/opt/venv/bin/six", "--help"}));
  EXPECT_EQ(Read({.entrypoint = "/usr/bin/env x"}).config.entrypoint,
            (Strings{"/usr/bin/env", "x"}));
  EXPECT_EQ(FaultOf({.entrypoint = "seven"}),
            "cannot find the entrypoint: seven: the environment has no such program");
  EXPECT_NE(FaultOf({.entrypoint = "six", .exclude = {"bin/six"}}), "");
}

TEST_F(VirtualEnvironmentTest, PythonVersion) {
  Put("pyvenv.cfg", "home = /usr/bin\nversion_info = 3.12.1.final.0\n");
  EXPECT_EQ(FaultOf(), "cannot tell the Python version of: " + temp_.Path("env") +
                           ": it has no lib/python3.12/site-packages");
  Put("pyvenv.cfg", "home = /usr/bin\n");
  EXPECT_EQ(FaultOf(), "cannot tell the Python version of: " + temp_.Path("env") +
                           ": its pyvenv.cfg has no version");
}

TEST_F(VirtualEnvironmentTest, PlacesThatNeedQuotes) {
  for (const std::string prefix : {"opt/venv", "/opt/my venv", "/opt/../venv", "/", "/opt/'"}) {
    EXPECT_NE(FaultOf({.prefix = prefix}), "") << prefix;
  }
}

}  // namespace pyvenv::virtual_environment_test
