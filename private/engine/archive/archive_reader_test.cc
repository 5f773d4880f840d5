#include "archive/archive_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::archive_reader_test {

using testing::Execute;
using testing::TempDir;

// Longer than the name in a ustar header, and where it can be split.
const std::string kLongPath = "b/" + std::string(70, 'n') + "/" + std::string(70, 'm');

std::string ContentOf(ArchiveReader* reader) {
  std::string content;
  for (std::string_view piece = reader->ReadContent(); !piece.empty();
       piece = reader->ReadContent()) {
    content += piece;
  }
  return content;
}

// A tar made by GNU tar of one member of each kind, compressed as `flag` says.
std::string MakeTar(const TempDir& dir, const std::string& flag, const std::string& format) {
  dir.Write("in/a/file", "content");
  dir.Link("in/a/link", "../elsewhere");
  dir.Write("in/" + kLongPath, std::string(200000, 'x'));
  std::string tar = dir.Path("layer.tar");
  const std::string script = "cd " + dir.Path("in") +
                             " && ln -f a/file a/other && tar -c --sort=name --owner=7 --group=8 "
                             "--mtime=@9 --mode=u=rwx,go=rx " +
                             flag + " -f " + tar + " --format=" + format + " a b";
  EXPECT_EQ(Execute({"sh", "-c", script}).status, 0);
  return tar;
}

TEST(ArchiveReaderTest, TellsMembersOfEveryFormatAndCompression) {
  for (const std::string format : {"ustar", "gnu", "pax"}) {
    for (const std::string flag : {"", "--gzip", "--zstd"}) {
      const TempDir dir;
      ArchiveReader reader(MakeTar(dir, flag, format));
      std::vector<std::string> paths;
      while (const ArchiveMember* member = reader.Next()) {
        paths.push_back(member->path);
        EXPECT_EQ(member->uid, 7);
        EXPECT_EQ(member->gid, 8);
        EXPECT_EQ(member->mtime, 9);
        if (member->path == "a/file") {
          EXPECT_EQ(member->type, ArchiveMemberType::kFile);
          EXPECT_EQ(member->mode, 0755);
          EXPECT_EQ(member->size, 7);
          EXPECT_EQ(ContentOf(&reader), "content");
        } else if (member->path == "a/link") {
          EXPECT_EQ(member->type, ArchiveMemberType::kLink);
          EXPECT_EQ(member->link, "../elsewhere");
        } else if (member->path == "a/other") {
          EXPECT_EQ(member->type, ArchiveMemberType::kHardLink);
          EXPECT_EQ(member->link, "a/file");
        } else if (member->size == 200000) {
          EXPECT_EQ(ContentOf(&reader), std::string(200000, 'x'));
        } else {
          EXPECT_EQ(member->type, ArchiveMemberType::kDirectory);
        }
      }
      EXPECT_EQ(paths, (std::vector<std::string>{"a/", "a/file", "a/link", "a/other", "b/",
                                                 kLongPath.substr(0, 73), kLongPath}))
          << format << flag;
    }
  }
}

TEST(ArchiveReaderTest, HolesAreZeros) {
  for (const std::string format : {"gnu", "pax"}) {
    const TempDir dir;
    const std::string tar = dir.Path("tar");
    const std::string script = "cd " + dir.path() +
                               " && truncate -s 300000 f && printf xy >> f && truncate -s 900000 f"
                               " && tar -cSf tar f --format=" +
                               format;
    ASSERT_EQ(Execute({"sh", "-c", script}).status, 0);
    const std::string content = dir.Read("f");
    ArchiveReader reader(tar);
    ASSERT_NE(reader.Next(), nullptr);
    EXPECT_TRUE(ContentOf(&reader) == content) << format;
  }
}

// In the locale of a machine and in the format that says names are UTF-8, a decomposed "e\u0301"
// among them.
TEST(ArchiveReaderTest, NamesAreBytes) {
  const std::string long_name(120, 'n');
  for (const std::string name : {"\xc3\xa9\xff", "\xc3\xa9", "e\xcc\x81", "\xf0\x9f\x90\x8d"}) {
    for (const std::string& end : {std::string(), long_name}) {
      const TempDir dir;
      const std::string path = name + end;
      dir.Link("in/" + path, name);
      const std::string tar = dir.Path("layer.tar");
      ASSERT_EQ(Execute({"tar", "-cf", tar, "--format=pax", "-C", dir.Path("in"), "."}).status, 0);
      ArchiveReader reader(tar);
      reader.Next();
      const ArchiveMember* const member = reader.Next();
      ASSERT_NE(member, nullptr);
      EXPECT_EQ(member->path, "./" + path);
      EXPECT_EQ(member->link, name);
    }
  }
}

TEST(ArchiveReaderTest, AnEmptyFileIsAnEmptyArchive) {
  const TempDir dir;
  ArchiveReader reader(dir.Write("layer.tar", ""));
  EXPECT_EQ(reader.Next(), nullptr);
}

TEST(ArchiveReaderTest, WhatIsNoArchiveIsNamed) {
  const TempDir dir;
  const std::string path = dir.Write("layer.tar", "this is not a tar");
  try {
    ArchiveReader reader(path);
    reader.Next();
    FAIL();
  } catch (const Error& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("cannot read: " + path + ": "))
        << error.what();
  }
}

TEST(ArchiveReaderTest, ATruncatedArchiveIsAnError) {
  const TempDir dir;
  const std::string whole = testing::ReadFile(MakeTar(dir, "", "pax"));
  ArchiveReader reader(dir.Write("half.tar", whole.substr(0, whole.size() / 2)));
  EXPECT_THROW(while (reader.Next() != nullptr) ContentOf(&reader);, Error);
}

}  // namespace pyvenv::archive_reader_test
