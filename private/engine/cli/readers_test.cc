// Other people's programs read what the real layer_packer writes: the same entries, without a word.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "testing/run.h"

namespace pyvenv::readers_test {

namespace fs = std::filesystem;
using testing::Execute;
using testing::Line;
using testing::Outcome;

constexpr int64_t kMtime = 1700000000;

// An entry as it lies on disk: "<type> <mode> <link text or content>".
using Entries = std::map<std::string, std::string>;

std::string Describe(char type, unsigned mode, const std::string& text) {
  return std::string(1, type) + " " + std::to_string(mode) + " " + text;
}

Entries EntriesBelow(const std::string& root, bool with_directory_times) {
  Entries entries;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string path = entry.path().string();
    const std::string name = path.substr(root.size() + 1);
    struct stat status {};
    EXPECT_EQ(::lstat(path.c_str(), &status), 0);
    const unsigned mode = status.st_mode & 07777U;
    if (S_ISLNK(status.st_mode)) {
      entries[name] = Describe('l', 0777, fs::read_symlink(path).string());
      continue;
    }
    const bool is_file = S_ISREG(status.st_mode);
    if (is_file || with_directory_times) {
      EXPECT_EQ(status.st_mtim.tv_sec, kMtime) << name;
    }
    entries[name] = Describe(is_file ? 'f' : 'd', mode, is_file ? testing::ReadFile(path) : "");
  }
  return entries;
}

// A program that lists an archive ($1), one entry a line, and one that extracts it to a directory
// ($2).
struct Reader {
  std::string name;
  std::string command;
  std::string list;
  std::string extract;
  bool knows_pax;  // Busybox passes over pax headers
  bool restores_directory_times;

  // What a failed test prints.
  friend std::ostream& operator<<(std::ostream& out, const Reader& reader) {
    return out << reader.name;
  }
};

const Reader kReaders[] = {
    {"GnuTar", "tar", R"(tar -tf "$1")", R"(tar -xpf "$1" -C "$2")", true, true},
    {"Bsdtar", "bsdtar", R"(bsdtar -tf "$1")", R"(bsdtar -xpf "$1" -C "$2")", true, true},
    // It takes any link with ".." for a trap unless told otherwise.
    {"Busybox", "busybox", R"(busybox tar -tf "$1")",
     R"(EXTRACT_UNSAFE_SYMLINKS=1 busybox tar -xpf "$1" -C "$2")", false, false},
    {"Python", "python3",
     R"(python3 -c '
import sys, tarfile
for member in tarfile.open(sys.argv[1]): print(ascii(member.name))' "$1")",
     R"(python3 -c '
import sys, tarfile
archive = tarfile.open(sys.argv[1])
archive.extraction_filter = lambda member, path: member
archive.extractall(sys.argv[2])' "$1" "$2")",
     true, true},
};

class ReadersTest : public ::testing::TestWithParam<Reader> {
 protected:
  void SetUp() override {
    const std::string command = GetParam().command;
    if (testing::MayPassOver(command)) {
      GTEST_SKIP() << "no " << command << "; under CTest it has to be there";
    }
  }

  void AddFile(const std::string& path, const std::string& content, unsigned mode = 0644) {
    const std::string source = "src/" + std::to_string(expected_.size());
    bench_.Write(source, content);
    Add(Line("file", path, source), path, Describe('f', mode, content));
  }

  void AddLink(const std::string& path, const std::string& text) {
    Add(Line("link", path, text), path, Describe('l', 0777, text));
  }

  // A file in a tree, where names need not be UTF-8.
  void AddTreeFile(const std::string& name) {
    bench_.Write("tree/" + name, name);
    expected_["r/tree/" + name] = Describe('f', 0644, name);
  }

  void Add(const std::string& line, const std::string& path, const std::string& description) {
    manifest_ += line;
    expected_[path] = description;
    for (fs::path above = fs::path(path).parent_path(); !above.empty();
         above = above.parent_path()) {
      expected_[above.string()] = Describe('d', 0755, "");
    }
  }

  static Outcome Shell(const std::string& script, const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {"sh", "-c", "umask 022; export LC_ALL=C.UTF-8; " + script,
                                        "sh"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return Execute(command);
  }

  // Packs what was added, and compares what the reader makes of it.
  void ExpectSame() {
    manifest_ += Line("directory", "r") + Line("tree", "r/tree", "tree");
    bench_.MakeDirectory("tree");
    const Outcome packed = bench_.Pack(manifest_, {"--mtime", std::to_string(kMtime)});
    ASSERT_EQ(packed.status, 0) << packed.err;
    expected_["r"] = expected_["r/tree"] = Describe('d', 0755, "");

    const std::string layer = bench_.Path("out/layer.tar");
    const Outcome listed = Shell(GetParam().list, {layer});
    EXPECT_EQ(listed.status, 0);
    EXPECT_EQ(listed.err, "");
    // At least: names with a newline may take two lines.
    EXPECT_GE(static_cast<size_t>(std::count(listed.out.begin(), listed.out.end(), '\n')),
              expected_.size());

    const std::string root = bench_.MakeDirectory("extracted");
    const Outcome extracted = Shell(GetParam().extract, {layer, root});
    EXPECT_EQ(extracted.status, 0);
    EXPECT_EQ(extracted.err, "");
    EXPECT_EQ(EntriesBelow(root, GetParam().restores_directory_times), expected_);
  }

  const testing::PackerBench bench_;
  std::string manifest_;
  Entries expected_;
};

std::string Times(size_t count, const std::string& text) {
  std::string result;
  for (size_t i = 0; i < count; ++i) result += text;
  return result;
}

TEST_P(ReadersTest, WhatUstarCanSay) {
  AddFile("r/plain", "text\n");
  AddFile("r/tool", "#!/bin/sh\n", 0755);
  AddFile("r/elf",
          "\x7f"
          "ELF rest",
          0755);
  AddFile("r/with space", "x");
  AddFile("r/new\nline", "x");
  AddFile("r/-dash", "x");
  AddFile(R"(r/back\slash "quoted")", "x");
  AddFile("r/caf\xc3\xa9/\xe2\x82\xac", "x");
  for (const size_t size : {0U, 1U, 511U, 512U, 513U, 10239U, 10240U, 300000U}) {
    AddFile("r/size/" + std::to_string(size), std::string(size, 's'));
  }
  for (const size_t size : {98U, 99U, 100U, 101U})
    AddFile("r/" + Times(48, "d/") + std::string(size - 98, 'f') + "g", "x");
  AddFile("r/" + Times(12, "0123456789ab/") + "file", "x");
  AddLink("r/link", "../elsewhere/file");
  AddLink("r/absolute", "/usr/bin/no-such");
  AddLink("r/link100", std::string(100, 't'));
  Add(Line("empty", "r/__init__.py"), "r/__init__.py", Describe('f', 0644, ""));
  AddTreeFile("new\nline");
  AddTreeFile("latin1-\xe9");
  ExpectSame();
}

class PaxReadersTest : public ReadersTest {};

TEST_P(PaxReadersTest, WhatNeedsPax) {
  AddFile("r/" + std::string(200, 'n'), "x");
  AddFile("r/" + Times(30, "directory/") + "file", "x");
  AddFile("r/" + Times(30, "r\xc3\xa9p/") + "caf\xc3\xa9", "x");
  AddLink("r/link101", std::string(101, 't'));
  AddLink("r/link500", Times(100, "../ab"));
  AddLink("r/link-caf\xc3\xa9", "\xc3\xa9");
  AddLink("r/" + std::string(150, 'l'), std::string(150, 't'));
  for (const size_t size : {490U, 512U, 1000U}) {
    AddLink("r/l" + std::to_string(size), std::string(size, 'x'));
  }
  ExpectSame();
}

std::string NameOf(const ::testing::TestParamInfo<Reader>& info) {
  return info.param.name;
}

std::vector<Reader> PaxReaders() {
  std::vector<Reader> readers;
  std::copy_if(std::begin(kReaders), std::end(kReaders), std::back_inserter(readers),
               [](const Reader& reader) { return reader.knows_pax; });
  return readers;
}

INSTANTIATE_TEST_SUITE_P(All, ReadersTest, ::testing::ValuesIn(kReaders), NameOf);
INSTANTIATE_TEST_SUITE_P(All, PaxReadersTest, ::testing::ValuesIn(PaxReaders()), NameOf);

// bsdtar reads the listing as an archive of its own: the names are those of the layer.
TEST(ListingTest, NamesTheSameEntries) {
  if (testing::MayPassOver("bsdtar")) GTEST_SKIP() << "no bsdtar; under CTest it has to be there";
  const testing::PackerBench bench;
  bench.Write("f", "content");
  const Outcome packed =
      bench.Pack(Line("directory", "r") + Line("file", "r/with space", "f") +
                 Line("file", "r/a=b#c*[d]?\\", "f") + Line("file", "r/new\nline", "f") +
                 Line("file", "r/caf\xc3\xa9", "f") + Line("link", "r/l", "to this # place") +
                 Line("empty", "r/e"));
  ASSERT_EQ(packed.status, 0) << packed.err;
  const std::string script =
      "export LC_ALL=C.UTF-8; bsdtar -tvf \"$1\" | awk '{$2 = \"\"; print}' | sed 's, \\./, ,; "
      "s,/$,,'";
  const Outcome layer = Execute({"sh", "-c", script, "sh", bench.Path("out/layer.tar")});
  const Outcome listing = Execute({"sh", "-c", script, "sh", bench.Path("out/layer.mtree")});
  EXPECT_EQ(listing.err, "");
  EXPECT_EQ(listing.out, layer.out);
  EXPECT_EQ(std::count(listing.out.begin(), listing.out.end(), '\n'), 7);
}

// The 10 KiB records of tapes are no part of the format, but some reader might insist.
TEST_P(ReadersTest, EmptyLayer) {
  manifest_.clear();
  ASSERT_EQ(bench_.Pack("").status, 0);
  const Outcome listed = Shell(GetParam().list, {bench_.Path("out/layer.tar")});
  EXPECT_EQ(listed.status, 0);
  EXPECT_EQ(listed.out + listed.err, "");
}

// A program that prints the tar in a compressed layer ($1), or the contents of all its files.
struct Decompressor {
  std::string name;
  std::string compression;
  std::string command;
  std::string script;
  bool prints_contents;

  friend std::ostream& operator<<(std::ostream& out, const Decompressor& decompressor) {
    return out << decompressor.name;
  }
};

const Decompressor kDecompressors[] = {
    {"Gzip", "gzip", "gzip", R"(gzip -dc < "$1")", false},
    {"Busybox", "gzip", "busybox", R"(busybox gzip -dc < "$1")", false},
    {"Python", "gzip", "python3",
     R"(python3 -c '
import gzip, shutil, sys
shutil.copyfileobj(gzip.open(sys.argv[1]), sys.stdout.buffer)' "$1")",
     false},
    {"GnuTarGzip", "gzip", "gzip", R"(tar -xOf "$1")", true},
    {"BsdtarGzip", "gzip", "bsdtar", R"(bsdtar -xOf "$1")", true},
    {"Zstd", "zstd", "zstd", R"(zstd -qdc < "$1")", false},
    {"GnuTarZstd", "zstd", "zstd", R"(tar -xOf "$1")", true},
    {"BsdtarZstd", "zstd", "bsdtar", R"(bsdtar -xOf "$1")", true},
};

class DecompressorsTest : public ::testing::TestWithParam<Decompressor> {};

// Enough for several members or frames, the last of them short.
TEST_P(DecompressorsTest, GiveTheTarBack) {
  const std::string command = GetParam().command;
  if (testing::MayPassOver(command)) {
    GTEST_SKIP() << "no " << command << "; under CTest it has to be there";
  }
  const testing::PackerBench bench;
  std::string content;
  for (size_t i = 0; content.size() < (size_t{10} << 20U); ++i) content += std::to_string(i * i);
  bench.Write("f", content);
  const std::string manifest = Line("file", "r/f", "f");
  ASSERT_EQ(bench.Pack(manifest).status, 0);
  const std::string tar = bench.Read("out/layer.tar");
  ASSERT_EQ(bench.Pack(manifest, {"--compression", GetParam().compression}).status, 0);
  EXPECT_LT(bench.Read("out/layer.tar").size(), tar.size() / 2);
  const Outcome outcome =
      Execute({"sh", "-c", GetParam().script, "sh", bench.Path("out/layer.tar")});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  // Without printing 10 MiB where they differ.
  EXPECT_TRUE(outcome.out == (GetParam().prints_contents ? content : tar));
}

INSTANTIATE_TEST_SUITE_P(All, DecompressorsTest, ::testing::ValuesIn(kDecompressors),
                         [](const auto& info) { return info.param.name; });

// An extracted hard link is the other file.
TEST_P(ReadersTest, HardLinks) {
  const std::string content(5000, 'h');
  AddFile("r/a/first", content);
  AddFile("r/b/second", content);
  AddFile("r/b/third", content, 0644);
  ExpectSame();
  struct stat first {};
  struct stat second {};
  ASSERT_EQ(::stat(bench_.Path("extracted/r/a/first").c_str(), &first), 0);
  ASSERT_EQ(::stat(bench_.Path("extracted/r/b/second").c_str(), &second), 0);
  EXPECT_EQ(first.st_ino, second.st_ino);
  EXPECT_EQ(first.st_nlink, 3U);
}

}  // namespace pyvenv::readers_test
