#include "report/page.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/layers.h"
#include "testing/memory_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::page_test {

std::string PageOf(const Contents& contents) {
  testing::MemorySink sink;
  WritePage("a title", contents, nullptr, sink);
  return sink.bytes();
}

TEST(PageTest, IsOneWholeDocument) {
  const testing::TempDir temp;
  Contents contents;
  ReadContents(std::vector<LayerFiles>{testing::WriteLayer(temp, "t.main",
                                                           testing::FileLine("r/f", 1, "digest"))},
               &contents);
  const std::string page = PageOf(contents);
  EXPECT_TRUE(page.starts_with("<!doctype html>"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
  EXPECT_NE(page.find(R"({"title":"a title")"), std::string::npos);
  // Style sheets, scripts and the licence of the library are inside.
  EXPECT_EQ(page.find(" src="), std::string::npos);
  EXPECT_EQ(page.find("<link"), std::string::npos);
  EXPECT_NE(page.find("Permission to use, copy, modify"), std::string::npos);
  EXPECT_EQ(page, PageOf(contents));
}

TEST(PageTest, NamesOfFilesStayText) {
  const testing::TempDir temp;
  const std::string name = "r/\\074\\057script\\076\\074img\\040src\\075x\\040onerror\\075x\\076";
  Contents contents;
  ReadContents(std::vector<LayerFiles>{testing::WriteLayer(temp, "t.main",
                                                           testing::FileLine(name, 1, "digest"))},
               &contents);
  const std::string page = PageOf(contents);
  EXPECT_EQ(page.find("</script><img"), std::string::npos);
  EXPECT_EQ(page.find("<img"), std::string::npos);
}

}  // namespace pyvenv::page_test
