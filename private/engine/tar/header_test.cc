#include "tar/header.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace pyvenv::header_test {

std::string HeaderOf(const Member& member) {
  std::string bytes;
  AppendHeader(member, &bytes);
  return bytes;
}

Member FileNamed(std::string_view path) {
  Member member;
  member.path = path;
  member.mode = 0644;
  return member;
}

Member LinkTo(std::string_view text) {
  Member member;
  member.type = MemberType::kLink;
  member.path = "l";
  member.link = text;
  member.mode = 0777;
  return member;
}

Member DirectoryNamed(std::string_view path) {
  Member member;
  member.type = MemberType::kDirectory;
  member.path = path;
  member.mode = 0755;
  return member;
}

// The text of a field, up to a NUL.
std::string Field(const std::string& block, size_t offset, size_t size) {
  const std::string field = block.substr(offset, size);
  return field.substr(0, field.find('\0'));
}

std::string PaxRecords(const std::string& header) {
  if (header.size() <= kTarBlock) return {};
  const auto size = std::stoul(Field(header, 124, 12), nullptr, 8);
  return header.substr(kTarBlock, size);
}

std::string UstarPath(const std::string& header) {
  const std::string block = header.substr(header.size() - kTarBlock);
  const std::string prefix = Field(block, 345, 155);
  return (prefix.empty() ? "" : prefix + "/") + Field(block, 0, 100);
}

std::string Padded(std::string text, size_t size) {
  text.resize(size, '\0');
  return text;
}

TEST(HeaderTest, GoldenBytes) {
  Member member = FileNamed("dir/file");
  member.mode = 0755;
  member.size = 1234;
  member.uid = 1000;
  member.gid = 100;
  member.mtime = 1700000000;
  const std::string expected =
      Padded("dir/file", 100) + Padded("0000755", 8) + Padded("0001750", 8) + Padded("0000144", 8) +
      Padded("00000002322", 12) + Padded("14524770400", 12) + Padded("010717", 7) + " 0" +
      Padded("", 100) + Padded("ustar", 6) + "00" + Padded("", 64) + Padded("0000000", 8) +
      Padded("0000000", 8) + Padded("", 155) + Padded("", 12);
  EXPECT_EQ(HeaderOf(member), expected);
}

TEST(HeaderTest, DirectoryAndLink) {
  const std::string directory = HeaderOf(DirectoryNamed("a/b"));
  EXPECT_EQ(Field(directory, 0, 100), "a/b/");
  EXPECT_EQ(directory[156], '5');
  const std::string link = HeaderOf(LinkTo("../x"));
  EXPECT_EQ(Field(link, 157, 100), "../x");
  EXPECT_EQ(link[156], '2');
  EXPECT_EQ(Field(link, 124, 12), "00000000000");
}

TEST(HeaderTest, ChecksumIsTheSumWithItselfAsSpaces) {
  std::string header = HeaderOf(FileNamed("\xff raw"));
  const auto stored = std::stoul(header.substr(148, 6), nullptr, 8);
  header.replace(148, 8, 8, ' ');
  uint64_t sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  EXPECT_EQ(stored, sum);
}

// A path of `size` bytes whose only "/" stands at `slash`.
std::string PathWithSlash(size_t size, size_t slash) {
  std::string path(size, 'p');
  path[slash] = '/';
  return path;
}

TEST(SplitForUstarTest, ShortPathsStayWhole) {
  for (const size_t size : {1U, 99U, 100U}) {
    const auto split = SplitForUstar(PathWithSlash(size, size / 2));
    ASSERT_TRUE(split);
    EXPECT_EQ(split->prefix, "");
    EXPECT_EQ(split->name.size(), size);
  }
}

TEST(SplitForUstarTest, EveryPlaceOfTheSlash) {
  for (const size_t size : {101U, 155U, 156U, 157U, 200U, 254U, 255U, 256U, 257U, 300U}) {
    for (size_t slash = 0; slash < size; ++slash) {
      const std::string path = PathWithSlash(size, slash);
      const auto split = SplitForUstar(path);
      const size_t name_size = size - slash - 1;
      const bool fits = slash >= 1 && slash <= 155 && name_size >= 1 && name_size <= 100;
      ASSERT_EQ(split.has_value(), fits) << size << " " << slash;
      if (!fits) continue;
      EXPECT_EQ(split->prefix, path.substr(0, slash));
      EXPECT_EQ(split->name, path.substr(slash + 1));
    }
  }
}

TEST(SplitForUstarTest, TakesTheFirstSlashThatServes) {
  const std::string path = std::string(40, 'a') + "/" + std::string(40, 'b') + "/" +
                           std::string(40, 'c') + "/" + std::string(40, 'd');
  const auto split = SplitForUstar(path);
  ASSERT_TRUE(split);
  EXPECT_EQ(split->prefix, path.substr(0, 81));
}

TEST(SplitForUstarTest, DirectoriesNeedRoomForTheirSlash) {
  EXPECT_TRUE(SplitForUstar(std::string(99, 'd') + "/"));
  EXPECT_FALSE(SplitForUstar(std::string(100, 'd') + "/"));
  EXPECT_TRUE(SplitForUstar(std::string(155, 'p') + "/" + std::string(99, 'd') + "/"));
  EXPECT_FALSE(SplitForUstar(std::string(155, 'p') + "/" + std::string(100, 'd') + "/"));
}

TEST(HeaderTest, PathInPrefixAndNameNeedsNoPax) {
  const std::string path = std::string(155, 'p') + "/" + std::string(100, 'n');
  const std::string header = HeaderOf(FileNamed(path));
  EXPECT_EQ(header.size(), kTarBlock);
  EXPECT_EQ(UstarPath(header), path);
}

TEST(HeaderTest, PaxForAPathThatCannotBeSplit) {
  const std::string path(101, 'n');
  const std::string header = HeaderOf(FileNamed(path));
  EXPECT_EQ(header.size(), 3 * kTarBlock);
  EXPECT_EQ(Field(header, 0, 100), "PaxHeader");
  EXPECT_EQ(header[156], 'x');
  EXPECT_EQ(PaxRecords(header), "111 path=" + path + "\n");
  EXPECT_EQ(UstarPath(header), path.substr(0, 100));
}

TEST(HeaderTest, PaxForALongLinkText) {
  EXPECT_EQ(HeaderOf(LinkTo(std::string(100, 't'))).size(), kTarBlock);
  const std::string header = HeaderOf(LinkTo(std::string(101, 't')));
  EXPECT_EQ(PaxRecords(header), "115 linkpath=" + std::string(101, 't') + "\n");
}

TEST(HeaderTest, PaxForUtf8AndItsBytesInUstarToo) {
  const std::string header = HeaderOf(FileNamed("caf\xc3\xa9"));
  EXPECT_EQ(PaxRecords(header), "14 path=caf\xc3\xa9\n");
  EXPECT_EQ(UstarPath(header), "caf\xc3\xa9");
  EXPECT_EQ(PaxRecords(HeaderOf(LinkTo("\xc3\xa9"))), "15 linkpath=\xc3\xa9\n");
  EXPECT_EQ(PaxRecords(HeaderOf(DirectoryNamed("\xc3\xa9"))), "12 path=\xc3\xa9/\n");
}

TEST(HeaderTest, OtherBytesStandInUstar) {
  const std::string header = HeaderOf(FileNamed("caf\xe9"));
  EXPECT_EQ(header.size(), kTarBlock);
  EXPECT_EQ(UstarPath(header), "caf\xe9");
  EXPECT_NE(PaxRecords(HeaderOf(FileNamed(std::string(101, '\xe9')))), "");
}

TEST(HeaderTest, SizeOfEightGibibytes) {
  Member member = FileNamed("f");
  member.size = 8589934591;
  std::string header = HeaderOf(member);
  EXPECT_EQ(header.size(), kTarBlock);
  EXPECT_EQ(Field(header, 124, 12), "77777777777");
  member.size = 8589934592;
  header = HeaderOf(member);
  EXPECT_EQ(PaxRecords(header), "19 size=8589934592\n");
  EXPECT_EQ(Field(header.substr(2 * kTarBlock), 124, 12), "00000000000");
}

TEST(HeaderTest, PaxForLargeIdsAndTimesInFixedOrder) {
  const std::string path(101, 'n');
  Member member = FileNamed(path);
  member.uid = 2097151;
  member.gid = 2097151;
  member.mtime = 8589934591;
  EXPECT_EQ(PaxRecords(HeaderOf(member)), "111 path=" + std::string(101, 'n') + "\n");
  member.uid = 2097152;
  member.gid = 4294967294;
  member.mtime = 8589934592;
  member.size = 8589934592;
  EXPECT_EQ(PaxRecords(HeaderOf(member)),
            "18 gid=4294967294\n20 mtime=8589934592\n111 path=" + std::string(101, 'n') +
                "\n19 size=8589934592\n15 uid=2097152\n");
}

TEST(HeaderTest, PaxRecordsFillWholeBlocks) {
  for (const size_t size : {490U, 501U, 502U, 503U, 504U, 1000U, 1012U, 1013U, 1014U, 1015U}) {
    const std::string header = HeaderOf(FileNamed(std::string(size, 'n')));
    const size_t records = PaxRecords(header).size();
    EXPECT_EQ(header.size(), 2 * kTarBlock + records + PaddingAfter(records)) << size;
    EXPECT_EQ(header.size() % kTarBlock, 0U);
  }
}

TEST(HeaderTest, PaddingAfterContent) {
  EXPECT_EQ(PaddingAfter(0), 0U);
  EXPECT_EQ(PaddingAfter(1), 511U);
  EXPECT_EQ(PaddingAfter(511), 1U);
  EXPECT_EQ(PaddingAfter(512), 0U);
  EXPECT_EQ(PaddingAfter(513), 511U);
  EXPECT_EQ(PaddingAfter((uint64_t{1} << 40U) + 1), 511U);
}

// A field wider than its text ends with NUL bytes, which are cut off here.
TEST(HeaderTest, HardLinks) {
  Member member = FileNamed("r/second");
  member.link = "r/first";
  member.size = uint64_t{9} << 30U;
  const std::string header = HeaderOf(member);
  ASSERT_EQ(header.size(), kTarBlock);
  EXPECT_EQ(header[156], '1');
  EXPECT_EQ(header.substr(124, 11), "00000000000");
  EXPECT_STREQ(header.substr(157, 100).c_str(), "r/first");
}

TEST(HeaderTest, LongHardLinksNeedPax) {
  Member member = FileNamed("f");
  const std::string other(101, 'o');
  member.link = other;
  EXPECT_NE(HeaderOf(member).find("linkpath=" + other), std::string::npos);
}

}  // namespace pyvenv::header_test
