#include "tar/writer.h"

#include <gtest/gtest.h>

#include <string>

#include "testing/memory_sink.h"

namespace pyvenv::writer_test {

std::string ArchiveOf(const std::string& content) {
  testing::MemorySink memory;
  TarWriter writer(memory);
  Member member;
  member.path = "f";
  member.size = content.size();
  writer.Begin(member);
  writer.Content(content.substr(0, content.size() / 2));
  writer.Content(content.substr(content.size() / 2));
  writer.Finish();
  return memory.bytes();
}

TEST(TarWriterTest, EmptyArchiveIsTwoBlocksOfZeros) {
  testing::MemorySink memory;
  TarWriter(memory).Finish();
  EXPECT_EQ(memory.bytes(), std::string(1024, '\0'));
}

TEST(TarWriterTest, ContentIsPaddedToBlocks) {
  for (const size_t size : {0U, 1U, 511U, 512U, 513U, 1023U, 1024U, 1025U, 100000U}) {
    const std::string archive = ArchiveOf(std::string(size, 'c'));
    const size_t padding = PaddingAfter(size);
    EXPECT_EQ(archive.substr(512), std::string(size, 'c') + std::string(padding + 1024, '\0'))
        << size;
  }
}

TEST(TarWriterTest, MembersFollowOneAnother) {
  testing::MemorySink memory;
  TarWriter writer(memory);
  Member member;
  member.path = "f";
  member.size = 1;
  writer.Begin(member);
  writer.Content("c");
  member.path = "g";
  member.size = 0;
  writer.Begin(member);
  writer.Finish();
  const std::string archive = memory.bytes();
  EXPECT_EQ(archive.size(), 5 * kTarBlock);
  EXPECT_EQ(archive[0], 'f');
  EXPECT_EQ(archive[512], 'c');
  EXPECT_EQ(archive[1024], 'g');
}

TEST(TarWriterTest, ContentMayPassByAnotherWay) {
  testing::MemorySink memory;
  TarWriter writer(memory);
  Member member;
  member.path = "f";
  member.size = 3;
  writer.Begin(member);
  memory.Write("abc");
  writer.ContentPassed(3);
  writer.Finish();
  EXPECT_EQ(memory.bytes().substr(512), ArchiveOf("abc").substr(512));
}

TEST(TarWriterTest, HardLinksHaveNoContent) {
  testing::MemorySink memory;
  TarWriter writer(memory);
  Member member;
  member.path = "g";
  member.link = "f";
  member.size = 5000;
  writer.Begin(member);
  writer.Finish();
  EXPECT_EQ(memory.bytes().size(), 3 * kTarBlock);
}

}  // namespace pyvenv::writer_test
