#include "inspect/listing_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "pack/listing.h"
#include "testing/memory_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::listing_reader_test {

TEST(ListingReaderTest, ReadsWhatTheWriterWrites) {
  testing::MemorySink sink;
  ListingWriter writer(sink);
  Member file;
  file.type = MemberType::kFile;
  file.path = "d/na me\n\\\xc3\xa4#";
  file.size = 12345678901;
  writer.Add(file, Sha256Digest{});
  writer.AddOmitted("gone", "it was");
  Member hard_link;
  hard_link.type = MemberType::kFile;
  hard_link.path = "d/other";
  hard_link.link = file.path;
  hard_link.size = file.size;
  writer.Add(hard_link, Sha256Digest{});
  Member link;
  link.type = MemberType::kLink;
  link.path = "l";
  link.link = "../a b=c";
  writer.Add(link, std::nullopt);

  const testing::TempDir temp;
  ListingReader reader(temp.Write("listing", sink.bytes()));
  const ListedEntry* entry = reader.Next();
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->path, file.path);
  EXPECT_EQ(entry->type, MemberType::kFile);
  EXPECT_EQ(entry->size, file.size);
  EXPECT_EQ(entry->attributes, "mode=00 uid=0 gid=0 time=0.0");
  EXPECT_EQ(entry->digest, std::string(64, '0'));
  EXPECT_EQ(entry->hard_link, "");
  entry = reader.Next();
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->path, "d/other");
  EXPECT_EQ(entry->size, file.size);
  EXPECT_EQ(entry->hard_link, file.path);
  entry = reader.Next();
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->path, "l");
  EXPECT_EQ(entry->type, MemberType::kLink);
  EXPECT_EQ(entry->link, link.link);
  EXPECT_EQ(entry->hard_link, "");
  EXPECT_EQ(reader.Next(), nullptr);
}

TEST(ListingReaderTest, TheRootIsCalledDot) {
  const testing::TempDir temp;
  ListingReader reader(temp.Write("listing", "#mtree\n. type=dir\n./a type=dir\n"));
  EXPECT_EQ(reader.Next()->path, ".");
  EXPECT_EQ(reader.Next()->path, "a");
}

std::string FaultOf(const std::string& text) {
  const testing::TempDir temp;
  try {
    ListingReader reader(temp.Write("listing", text));
    while (reader.Next() != nullptr) {
    }
  } catch (const Error& error) {
    const std::string_view what = error.what();
    return std::string(what.substr(what.find("listing:")));
  }
  return "none";
}

TEST(ListingReaderTest, MalformedLines) {
  EXPECT_EQ(FaultOf("#mtree\n./a type=dir\n"), "none");
  EXPECT_NE(FaultOf("").find("listing:1: not a listing"), std::string::npos);
  EXPECT_NE(FaultOf("#mtree\n\n").find("listing:2: the line does not begin"), std::string::npos);
  EXPECT_NE(FaultOf("#mtree\n# c\na type=dir\n").find("listing:3: "), std::string::npos);
  EXPECT_NE(FaultOf("#mtree\n./a mode=0755\n").find("no type"), std::string::npos);
  EXPECT_NE(FaultOf("#mtree\n./a type=char\n").find("unknown type"), std::string::npos);
  EXPECT_NE(FaultOf("#mtree\n./a type=file size=1x\n").find("no number"), std::string::npos);
  for (const char* path : {"./", "./a//b", "./a/", ".//a", "./a/../b", "./..", "./a/./b"}) {
    const std::string listing = std::string("#mtree\n") + path + " type=dir\n";
    EXPECT_NE(FaultOf(listing).find("normal form"), std::string::npos) << path;
  }
  EXPECT_NE(FaultOf("#mtree\n./a\\04 type=dir\n").find("does not begin"), std::string::npos);
  EXPECT_NE(FaultOf("#mtree\n# ./a hard link: ./\\8\n").find("listing:2: the path of a hard"),
            std::string::npos);
  EXPECT_NE(FaultOf("#mtree\n./a type=link link=\\8\n").find("not escaped"), std::string::npos);
}

}  // namespace pyvenv::listing_reader_test
