#include "layers/layer_reader.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "layers/write_listing.h"
#include "testing/memory_sink.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::layer_reader_test {

using testing::Execute;
using testing::TempDir;

void Shell(const std::string& script) {
  const testing::Outcome outcome = Execute({"sh", "-c", script});
  ASSERT_EQ(outcome.status, 0) << script << outcome.err;
}

TEST(MemberTest, MemberPath) {
  EXPECT_EQ(MemberPath("a/b"), "a/b");
  EXPECT_EQ(MemberPath("./a//b/./c/"), "a/b/c");
  EXPECT_EQ(MemberPath("/a"), "a");
  EXPECT_EQ(MemberPath("../a"), "../a");
  for (const char* root : {"", ".", "./", "/", "//./"}) EXPECT_EQ(MemberPath(root), ".") << root;
}

TEST(MemberTest, ParentComponents) {
  EXPECT_TRUE(HasParentComponent("a/../b"));
  EXPECT_TRUE(HasParentComponent(".."));
  EXPECT_FALSE(HasParentComponent("a/..b/c.."));
}

std::vector<LayerMember> MembersOf(LayerReader* reader) {
  std::vector<LayerMember> members;
  while (const LayerMember* member = reader->Next()) members.push_back(*member);
  return members;
}

std::string ListingOf(LayerReader* reader) {
  testing::MemorySink sink;
  WriteListing(reader, sink);
  return sink.bytes();
}

// A tar of what a layer can have.
class LayerReaderTest : public ::testing::Test {
 protected:
  LayerReaderTest() {
    dir_.Write("in/d/file", "content");
    dir_.Write("in/d/new\nline", "");
    dir_.Link("in/d/link", "../x y");
    Shell("cd " + dir_.Path("in") +
          " && ln d/file d/hard && ln -P d/link d/other && chmod 4711 d/file && mkfifo d/pipe && "
          "tar -cf ../tar --sort=name --owner=5 --group=6 --mtime=@9 .");
  }

  const TempDir dir_;
};

TEST_F(LayerReaderTest, MembersOfATar) {
  const auto reader = OpenTar(dir_.Path("tar"), nullptr);
  const std::vector<LayerMember> members = MembersOf(reader.get());
  ASSERT_EQ(members.size(), 8U);
  EXPECT_EQ(members[0].path, ".");
  EXPECT_EQ(members[1].path, "d");
  EXPECT_EQ(members[1].type, MemberType::kDirectory);
  const LayerMember& file = members[2];
  EXPECT_EQ(file.path, "d/file");
  EXPECT_EQ(file.type, MemberType::kFile);
  EXPECT_EQ(file.mode, 04711U);
  EXPECT_EQ(file.uid, 5U);
  EXPECT_EQ(file.gid, 6U);
  EXPECT_EQ(file.mtime, 9);
  EXPECT_EQ(file.size, 7U);
  EXPECT_EQ(ToHex(file.digest.value()),
            "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
  EXPECT_EQ(members[3].path, "d/hard");
  EXPECT_EQ(members[3].hard_link, "d/file");
  EXPECT_EQ(members[3].digest, file.digest);
  EXPECT_EQ(members[3].size, 7U);
  EXPECT_EQ(members[4].link, "../x y");
  EXPECT_EQ(members[5].path, "d/new\nline");
  // A hard link to a symbolic link is another of these.
  EXPECT_EQ(members[6].type, MemberType::kLink);
  EXPECT_EQ(members[6].link, "../x y");
  EXPECT_EQ(members[6].hard_link, "");
  EXPECT_FALSE(members[7].type.has_value());
  EXPECT_TRUE(reader->Finish().has_value());
}

TEST_F(LayerReaderTest, AListingTellsTheSame) {
  const auto tar = OpenTar(dir_.Path("tar"), nullptr);
  const std::string listing = ListingOf(tar.get());
  EXPECT_NE(listing.find("# ./d/pipe omitted: special file\n"), std::string::npos) << listing;
  const std::string path = dir_.Write("mtree", listing);
  const auto again = OpenListing(path);
  EXPECT_EQ(ListingOf(again.get()) + "# ./d/pipe omitted: special file\n", listing);
  const auto reader = OpenListing(path);
  const std::vector<LayerMember> listed = MembersOf(reader.get());
  const std::vector<LayerMember> members = MembersOf(OpenTar(dir_.Path("tar"), nullptr).get());
  ASSERT_EQ(listed.size(), 7U);
  for (size_t i = 0; i < listed.size(); ++i) {
    EXPECT_EQ(listed[i].path, members[i].path);
    EXPECT_EQ(listed[i].type, members[i].type);
    EXPECT_EQ(listed[i].link, members[i].link);
    EXPECT_EQ(listed[i].hard_link, members[i].hard_link);
    EXPECT_EQ(listed[i].mode, members[i].mode);
    EXPECT_EQ(listed[i].uid, members[i].uid);
    EXPECT_EQ(listed[i].gid, members[i].gid);
    EXPECT_EQ(listed[i].mtime, members[i].mtime);
    EXPECT_EQ(listed[i].size, members[i].size);
    EXPECT_EQ(listed[i].digest, members[i].digest);
  }
  EXPECT_FALSE(reader->Finish().has_value());
}

TEST_F(LayerReaderTest, AListingTellsOfTimesBefore1970) {
  Shell("cd " + dir_.Path("in") + " && tar -cf ../old --mtime=@-5 d/file");
  const std::string path = dir_.Write("mtree", ListingOf(OpenTar(dir_.Path("old"), nullptr).get()));
  EXPECT_EQ(MembersOf(OpenTar(dir_.Path("old"), nullptr).get()).at(0).mtime, -5);
  EXPECT_EQ(MembersOf(OpenListing(path).get()).at(0).mtime, -5);
}

TEST_F(LayerReaderTest, PathsThatLeadOutAreCommentsInAListing) {
  Shell("cd " + dir_.Path("in") +
        " && tar -cPf ../bad --transform 's,^d,../d,' d/file /etc/passwd");
  const auto reader = OpenTar(dir_.Path("bad"), nullptr);
  const std::string listing = ListingOf(reader.get());
  EXPECT_NE(listing.find("\n# ./../d/file omitted: the path may lead out of the layer\n"),
            std::string::npos)
      << listing;
  EXPECT_NE(listing.find("\n./etc/passwd type=file"), std::string::npos);
}

std::string FaultOf(const std::string& path, bool is_listing) {
  try {
    const auto reader = is_listing ? OpenListing(path) : OpenTar(path, nullptr);
    MembersOf(reader.get());
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST_F(LayerReaderTest, Faults) {
  EXPECT_NE(FaultOf(dir_.Write("a", "#mtree\n./f type=file mode=9\n"), true).find("mode is no"),
            std::string::npos);
  EXPECT_NE(
      FaultOf(dir_.Write("b", "#mtree\n./f type=file sha256digest=12\n"), true).find("no SHA-256"),
      std::string::npos);
  dir_.Write("layout/oci-layout", "{}");
  Shell("cd " + dir_.Path("layout") + " && tar -cf ../image .");
  EXPECT_NE(FaultOf(dir_.Path("image"), false).find("a whole image; unpack it"), std::string::npos);
}

}  // namespace pyvenv::layer_reader_test
