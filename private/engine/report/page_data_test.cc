#include "report/page_data.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/layers.h"
#include "testing/temp_dir.h"

namespace pyvenv::page_data_test {

using testing::FileLine;
using testing::LinkLine;
using testing::WriteLayer;

/// A build of two layers: a wheel, and an application with a hard link and a copy of a file.
void ReadBuild(const std::string& version, Contents* contents) {
  const testing::TempDir temp;
  const std::string site = "r.runfiles/pip_x/site-packages/";
  ReadContents(
      std::vector<LayerFiles>{
          WriteLayer(temp, "t.external",
                     FileLine(site + "x-" + version + ".dist-info/METADATA", 3, "meta") +
                         FileLine(site + "x/a.py", 40, "same") + FileLine(site + "x/b.py", 5, "b"),
                     200, version),
          WriteLayer(temp, "t.main",
                     FileLine("r.runfiles/_main/app.py", 40, "same") +
                         "# ./r.runfiles/_main/z.py hard link: ./r.runfiles/_main/app.py\n" +
                         FileLine("r.runfiles/_main/z.py", 40, "same") + LinkLine("r", "l"),
                     100)},
      contents);
}

const char* const kLayers =
    R"("layers":[{"name":"external","digest":"sha256:2","size":200,"files":3,"links":0,)"
    R"("directories":0},{"name":"main","digest":"sha256:of t.main","size":100,"files":2,)"
    R"("links":1,"directories":0}])";

const char* const kTables =
    R"(,"components":{"kind":"odr","name":["other files","x","_main"],"version":["","2",""],)"
    R"("layers":[[],[0],[1]]},"app":[1],)"
    R"("directories":{"parent":[-1,0,1,2,3,3,1],)"
    R"("name":"/r.runfiles/pip_x/site-packages/x-2.dist-info/x/_main"},)"
    R"("files":{"groups":[0,1,2,1,2,1],"runs":[4,1,5,2,6,2],"size":[3,40,5,40,40],)"
    R"("name":"METADATA/a.py/b.py/app.py/z.py"},"hard_links":[4],"copies":[[1,3]])";

TEST(PageDataTest, TablesOfABuild) {
  Contents contents;
  ReadBuild("2", &contents);
  EXPECT_EQ(
      PageData("a </script>", contents, nullptr),
      std::string(R"({"title":"a \u003c/script>",)") + kLayers + kTables + R"(,"previous":null})");
}

TEST(PageDataTest, WhatIsOtherThanBefore) {
  Contents contents;
  Contents previous;
  ReadBuild("2", &contents);
  ReadBuild("1", &previous);
  const std::string data = PageData("t", contents, &previous);
  const size_t start = data.find(R"(,"previous":)");
  ASSERT_NE(start, std::string::npos);
  EXPECT_EQ(data.substr(start),
            R"(,"previous":{"layers":[{"name":"external","digest":"sha256:1","size":200,"files":3,)"
            R"("links":0,"directories":0},{"name":"main","digest":"sha256:of t.main","size":100,)"
            R"("files":2,"links":1,"directories":0}],"components":{"kind":"odr",)"
            R"("name":["other files","x","_main"],"version":["","1",""],"size":[0,48,40]},)"
            R"("changes":{"kind":"ar",)"
            R"("path":["r.runfiles/pip_x/site-packages/x-2.dist-info/METADATA",)"
            R"("r.runfiles/pip_x/site-packages/x-1.dist-info/METADATA"],"size":[3,-1],)"
            R"("layer":[0,-1],"old_size":[-1,3],"old_layer":[-1,0]}}})");
}

TEST(PageDataTest, NoLayers) {
  const Contents contents;
  EXPECT_EQ(PageData("t", contents, nullptr),
            R"({"title":"t","layers":[],"components":{"kind":"","name":[],"version":[],)"
            R"("layers":[]},"app":[],"directories":{"parent":[-1],"name":""},)"
            R"("files":{"groups":[],"runs":[],"size":[],"name":""},"hard_links":[],"copies":[],)"
            R"("previous":null})");
}

}  // namespace pyvenv::page_data_test
