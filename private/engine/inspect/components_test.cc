#include "inspect/components.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyvenv::components_test {

using Strings = std::vector<std::string>;

constexpr std::string_view kKinds[] = {"distribution", "python", "repository", "other"};

/// Which component each of the files belongs to: "<kind> <name> <version>". What ends with "/" is a
/// directory, about which nothing is said.
Strings ComponentsOf(const Strings& paths) {
  LayerUnion layers;
  std::vector<LayerUnion::Node> files;
  for (std::string path : paths) {
    const bool is_directory = path.ends_with('/');
    if (is_directory) path.pop_back();
    const MemberType type = is_directory ? MemberType::kDirectory : MemberType::kFile;
    const LayerUnion::Node node = layers.Add(0, {.path = path, .type = type});
    if (!is_directory) files.push_back(node);
  }
  const Components components = FindComponents(layers);
  Strings found;
  for (const LayerUnion::Node node : files) {
    const Component& component = components.At(node);
    std::string text(kKinds[static_cast<size_t>(component.kind)]);
    text += " " + component.name;
    if (!component.version.empty()) text += " " + component.version;
    found.push_back(text);
  }
  return found;
}

TEST(ComponentsTest, RepositoryOfAWheelIsItsDistribution) {
  EXPECT_EQ(ComponentsOf({"app.runfiles/pip_x/site-packages/Foo_Bar-1.2.dist-info/METADATA",
                          "app.runfiles/pip_x/site-packages/foobar/a.py",
                          "app.runfiles/pip_x/BUILD.bazel"}),
            Strings(3, "distribution foo-bar 1.2"));
}

TEST(ComponentsTest, OtherRepositoriesAreThemselves) {
  EXPECT_EQ(
      ComponentsOf({"a/app.runfiles/_main/app.py", "a/app.runfiles/data+/d/f",
                    "a/app.runfiles/_repo_mapping", "etc/passwd"}),
      (Strings{"repository _main", "repository data+", "other other files", "other other files"}));
}

TEST(ComponentsTest, RunfilesOfAnyNameAreKnownByTheirMapping) {
  EXPECT_EQ(ComponentsOf({"srv/_main/app.py", "srv/_repo_mapping"})[0], "repository _main");
}

TEST(ComponentsTest, RunfilesWithinRunfilesAreOfTheirRepository) {
  EXPECT_EQ(ComponentsOf({"a.runfiles/_main/b.runfiles/x/f"})[0], "repository _main");
}

TEST(ComponentsTest, WheelInTheMainRepositoryLeavesTheRestAlone) {
  EXPECT_EQ(ComponentsOf({"a.runfiles/_main/app.py",
                          "a.runfiles/_main/site-packages/x-1.dist-info/METADATA",
                          "a.runfiles/_main/site-packages/x/m.py"}),
            (Strings{"repository _main", "distribution x 1", "distribution x 1"}));
}

TEST(ComponentsTest, InterpreterIsOneWithItsOwnPip) {
  const std::string lib = "a.runfiles/python_3_11/lib/python3.11/";
  EXPECT_EQ(ComponentsOf({lib + "os.py", "a.runfiles/python_3_11/bin/python3.11",
                          lib + "site-packages/pip-24.0.dist-info/METADATA",
                          lib + "site-packages/pip/__init__.py",
                          lib + "site-packages/setuptools-65.dist-info/METADATA",
                          lib + "site-packages/pkg_resources/__init__.py",
                          lib + "site-packages/_distutils_hack/__init__.py"}),
            Strings(7, "python Python 3.11"));
}

TEST(ComponentsTest, DistributionsThatShareASitePackagesAreToldByName) {
  const std::string site = "opt/venv/lib/python3.12/site-packages/";
  EXPECT_EQ(
      ComponentsOf(
          {"opt/venv/pyvenv.cfg", site + "numpy-2.1.dist-info/METADATA", site + "numpy/core/a.py",
           site + "numpy.libs/libopenblas.so", site + "six-1.0.dist-info/METADATA", site + "six.py",
           site + "google_cloud_storage-3.0.dist-info/METADATA", site + "google/cloud/storage/a.py",
           site + "google/cloud/version.py", site + "PyYAML-6.0.dist-info/METADATA",
           site + "yaml/a.py", site + "_cffi_backend.so"}),
      (Strings{"other virtual environment", "distribution numpy 2.1", "distribution numpy 2.1",
               "distribution numpy 2.1", "distribution six 1.0", "distribution six 1.0",
               "distribution google-cloud-storage 3.0", "distribution google-cloud-storage 3.0",
               "distribution google", "distribution pyyaml 6.0", "distribution yaml",
               "other virtual environment"}));
}

TEST(ComponentsTest, InstalledIntoAnInterpreter) {
  const std::string lib = "usr/local/lib/python3.12/";
  EXPECT_EQ(ComponentsOf({lib + "os.py", lib + "site-packages/x-1.dist-info/METADATA",
                          lib + "site-packages/x/a.py"}),
            (Strings{"python Python 3.12", "distribution x 1", "distribution x 1"}));
}

// As bills of materials have them: see PythonVersionOf.
TEST(ComponentsTest, VersionsOfOtherPythons) {
  EXPECT_EQ(ComponentsOf({"a/lib/python3.13t/os.py"}), Strings{"python Python 3.13"});
  EXPECT_EQ(ComponentsOf({"a/lib/pypy3.11/os.py"}), Strings{"python Python 3.11"});
  EXPECT_EQ(ComponentsOf({"a/lib/python3/os.py"}), Strings{"other other files"});
}

TEST(ComponentsTest, OneDistributionAtTwoPlacesIsOneComponent) {
  LayerUnion layers;
  layers.Add(0, {.path = "a.runfiles/r/site-packages/x-1.dist-info/METADATA"});
  layers.Add(1, {.path = "a.runfiles/s/site-packages/x-1.dist-info/METADATA"});
  const Components components = FindComponents(layers);
  EXPECT_EQ(components.list.size(), 2U);  // and what lies elsewhere
}

}  // namespace pyvenv::components_test
