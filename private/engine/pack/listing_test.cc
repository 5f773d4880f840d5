#include "pack/listing.h"

#include <gtest/gtest.h>

#include <string>

#include "testing/memory_sink.h"

namespace pyvenv::listing_test {

std::string Escaped(std::string_view bytes) {
  std::string text;
  AppendEscaped(bytes, &text);
  return text;
}

TEST(ListingTest, Escapes) {
  EXPECT_EQ(Escaped("plain/Path-1.2_~+@%,:"), "plain/Path-1.2_~+@%,:");
  EXPECT_EQ(Escaped("a b\tc\n"), "a\\040b\\011c\\012");
  EXPECT_EQ(Escaped("\\#=*?["), "\\134\\043\\075\\052\\077\\133");
  EXPECT_EQ(Escaped("\x7f\xc3\xa9\xff"), "\\177\\303\\251\\377");
}

TEST(ListingTest, TheRootIsCalledDot) {
  testing::MemorySink memory;
  ListingWriter listing(memory);
  Member member;
  member.type = MemberType::kDirectory;
  member.path = ".";
  listing.Add(member, std::nullopt);
  EXPECT_EQ(memory.bytes(), "#mtree\n. type=dir mode=00 uid=0 gid=0 time=0.0\n");
}

TEST(ListingTest, KeywordsInFixedOrder) {
  testing::MemorySink memory;
  ListingWriter listing(memory);
  Member member;
  member.type = MemberType::kDirectory;
  member.path = "d";
  member.mode = 0755;
  member.uid = 1;
  member.gid = 2;
  member.mtime = 3;
  listing.Add(member, std::nullopt);
  member.type = MemberType::kFile;
  member.path = "d/f x";
  member.mode = 0644;
  member.size = 5;
  Sha256Digest digest{};
  digest[0] = 0xab;
  listing.Add(member, digest);
  member.type = MemberType::kLink;
  member.path = "d/l";
  member.link = "../a b";
  member.mode = 0777;
  listing.Add(member, std::nullopt);
  listing.AddOmitted("d/n", "because");
  EXPECT_EQ(memory.bytes(),
            "#mtree\n"
            "./d type=dir mode=0755 uid=1 gid=2 time=3.0\n"
            "./d/f\\040x type=file mode=0644 uid=1 gid=2 time=3.0 size=5 sha256digest=ab" +
                std::string(62, '0') +
                "\n"
                "./d/l type=link mode=0777 uid=1 gid=2 time=3.0 link=../a\\040b\n"
                "# ./d/n omitted: because\n");
}

TEST(ListingTest, HardLinksHaveACommentBeforeTheirLine) {
  testing::MemorySink memory;
  ListingWriter listing(memory);
  Member member;
  member.path = "r/b c";
  member.link = "r/a b";
  member.mode = 0644;
  member.size = 5000;
  listing.Add(member, Sha256Digest{});
  EXPECT_EQ(memory.bytes(),
            "#mtree\n"
            "# ./r/b\\040c hard link: ./r/a\\040b\n"
            "./r/b\\040c type=file mode=0644 uid=0 gid=0 time=0.0 size=5000 sha256digest=" +
                std::string(64, '0') + "\n");
}

}  // namespace pyvenv::listing_test
