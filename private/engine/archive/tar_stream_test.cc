#include "archive/tar_stream.h"

#include <gtest/gtest.h>

#include "archive/archive_reader.h"
#include "base/error.h"
#include "testing/run.h"
#include "testing/temp_dir.h"

namespace pyvenv::tar_stream_test {

using testing::Execute;
using testing::TempDir;

std::string Sha256Of(const std::string& path) {
  return Execute({"sha256sum", path}).out.substr(0, 64);
}

void Shell(const std::string& script) {
  ASSERT_EQ(Execute({"sh", "-c", script}).status, 0) << script;
}

std::string ReadAll(TarStream* stream) {
  std::string bytes;
  for (std::string_view piece = stream->Read(); !piece.empty(); piece = stream->Read()) {
    bytes += piece;
  }
  return bytes;
}

std::string FaultOf(const std::string& path) {
  try {
    TarStream stream(path);
    ReadAll(&stream);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

// Compressed in two parts, as two members or frames.
TEST(TarStreamTest, TellsTarAndFile) {
  const TempDir dir;
  const std::string content(700000, 'c');
  const std::string tar = dir.Write("tar", content + "end");
  dir.Write("1", content);
  dir.Write("2", "end");
  Shell("cd " + dir.path() +
        " && (gzip -c 1; gzip -c 2) > gzip && (zstd -qc 1; zstd -qc 2) > zstd");
  const std::pair<std::string, CompressionKind> cases[] = {{"tar", CompressionKind::kNone},
                                                           {"gzip", CompressionKind::kGzip},
                                                           {"zstd", CompressionKind::kZstd}};
  for (const auto& [name, kind] : cases) {
    Progress progress("reading", 0, nullptr, SteadyTime);
    TarStream stream(dir.Path(name), &progress);
    EXPECT_TRUE(ReadAll(&stream) == content + "end") << name;
    const LayerDescriptor file = stream.Finish();
    EXPECT_EQ(file.compression, kind) << name;
    EXPECT_EQ(ToHex(file.digest), Sha256Of(dir.Path(name)));
    EXPECT_EQ(ToHex(file.diff_id), Sha256Of(tar));
    EXPECT_EQ(file.size, dir.Read(name).size());
  }
}

TEST(TarStreamTest, FinishReadsWhatIsLeft) {
  const TempDir dir;
  const std::string path = dir.Write("tar", std::string(3000000, 'x'));
  TarStream stream(path);
  (void)stream.Read();
  const LayerDescriptor file = stream.Finish();
  EXPECT_EQ(ToHex(file.digest), Sha256Of(path));
  EXPECT_EQ(file.digest, file.diff_id);
}

TEST(TarStreamTest, EmptyFile) {
  const TempDir dir;
  TarStream stream(dir.Write("tar", ""));
  EXPECT_EQ(stream.Read(), "");
  EXPECT_EQ(stream.Finish().size, 0U);
}

TEST(TarStreamTest, FilesThatCannotBeRead) {
  const TempDir dir;
  dir.Write("tar", std::string(100000, 'x') + std::to_string(__LINE__));
  Shell("cd " + dir.path() +
        " && gzip -c tar > gzip && head -c 60 gzip > half && gzip -c gzip > twice");
  EXPECT_NE(FaultOf(dir.Path("half")).find("half: truncated"), std::string::npos)
      << FaultOf(dir.Path("half"));
  EXPECT_NE(FaultOf(dir.Path("twice")).find("compressed twice"), std::string::npos);
  EXPECT_NE(FaultOf(dir.path()).find("Is a directory"), std::string::npos);
  EXPECT_NE(FaultOf(dir.Path("none")).find("No such file"), std::string::npos);
}

TEST(ExpansionLimitTest, ManyBytesOfFewAreNoLayer) {
  constexpr uint64_t kGibibyte = uint64_t{1} << 30U;
  ExpansionLimit limit("file");
  limit.Add(kGibibyte, 1);
  EXPECT_THROW(limit.Add(1000, 1), Error);
  ExpansionLimit large("file");
  large.Add(100 * kGibibyte, kGibibyte);
  large.Add(400 * kGibibyte, kGibibyte);
  EXPECT_THROW(large.Add(kGibibyte, kGibibyte), Error);
}

// A hole of a GiB and more, which takes one block of the tar.
TEST(ExpansionLimitTest, HolesCount) {
  const TempDir dir;
  Shell("cd " + dir.path() + " && truncate -s 1100M hole && tar -cSf tar hole");
  ASSERT_LT(dir.Read("tar").size(), 20000U);
  ArchiveReader reader(dir.Path("tar"));
  ASSERT_NE(reader.Next(), nullptr);
  EXPECT_THROW(while (!reader.ReadContent().empty()){}, Error);
}

}  // namespace pyvenv::tar_stream_test
