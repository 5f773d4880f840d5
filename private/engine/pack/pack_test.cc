#include "pack/pack.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "base/error.h"
#include "digest/sha256.h"
#include "testing/elf_draft.h"
#include "testing/memory_sink.h"
#include "testing/temp_dir.h"

namespace pyvenv::pack_test {

NewEntry EntryOf(EntryType type, std::string_view path, std::string_view text = {}) {
  return {.path = path, .text = text, .type = type};
}

std::string DigestOf(const std::string& bytes) {
  Sha256 hash;
  hash.Update(bytes);
  return ToHex(hash.Finish());
}

TEST(PackTest, DescriptorIsThatOfTheBytes) {
  const testing::TempDir temp;
  const std::string content(3 << 20, 'x');
  Tree tree("manifest");
  tree.Add(EntryOf(EntryType::kFile, "f", temp.Write("f", content)));
  tree.Seal();
  TaskPool pool(1);
  testing::MemorySink layer;
  testing::MemorySink listing;
  const LayerDescriptor descriptor = PackLayer(tree, {}, pool, layer, listing);
  EXPECT_EQ(ToHex(descriptor.digest), DigestOf(layer.bytes()));
  EXPECT_EQ(descriptor.diff_id, descriptor.digest);
  EXPECT_EQ(descriptor.size, layer.bytes().size());
  EXPECT_EQ(layer.bytes().substr(512, content.size()), content);
  EXPECT_NE(listing.bytes().find(DigestOf(content)), std::string::npos);
}

TEST(PackTest, TotalsAreThoseOfTheListing) {
  const testing::TempDir temp;
  const std::string content(5000, 'x');
  Tree tree("manifest");
  tree.Add(EntryOf(EntryType::kDirectory, "d"));
  tree.Add(EntryOf(EntryType::kFile, "d/a", temp.Write("a", content)));
  tree.Add(EntryOf(EntryType::kFile, "d/b", temp.Write("b", content)));  // a hard link
  tree.Add(EntryOf(EntryType::kContent, "d/c", "text"));
  tree.Add(EntryOf(EntryType::kEmpty, "d/e/f"));
  tree.Add(EntryOf(EntryType::kLink, "d/l", "a"));
  tree.Add(EntryOf(EntryType::kOmitted, "d/o", "excluded"));
  tree.Seal();
  TaskPool pool(1);
  testing::MemorySink layer;
  testing::MemorySink listing;
  LayerTotals totals;
  PackLayer(tree, {}, pool, layer, listing, nullptr, nullptr, &totals);
  EXPECT_EQ(totals.files, 4U);
  EXPECT_EQ(totals.links, 1U);
  EXPECT_EQ(totals.directories, 2U);
  EXPECT_EQ(totals.content, 10004U);
}

TEST(PackTest, WritesLargeBlocks) {
  Tree tree("manifest");
  for (int i = 0; i < 5000; ++i) tree.Add(EntryOf(EntryType::kEmpty, std::to_string(i)));
  tree.Seal();
  TaskPool pool(1);
  testing::MemorySink layer;
  testing::MemorySink listing;
  PackLayer(tree, {}, pool, layer, listing);
  EXPECT_EQ(layer.bytes().size(), 5002U * 512);
  EXPECT_EQ(layer.writes().size(), 3U);
}

// Small, with an equal one; large, where a file on disk would not be read ahead.
TEST(PackTest, ContentInMemoryIsAsThatOfAFile) {
  const testing::TempDir temp;
  std::string bytes[2];
  std::string listings[2];
  for (const bool in_memory : {false, true}) {
    Tree tree("manifest");
    for (const auto& [name, content] :
         {std::pair("a", std::string(5000, 'a')), std::pair("b", std::string(5000, 'a')),
          std::pair("c", "#!" + std::string(3 << 20, 'c')), std::pair("d", std::string())}) {
      tree.Add(in_memory ? EntryOf(EntryType::kContent, name, content)
                         : EntryOf(EntryType::kFile, name, temp.Write(name, content)));
    }
    tree.Seal();
    TaskPool pool(2);
    testing::MemorySink layer;
    testing::MemorySink listing;
    PackLayer(tree, {}, pool, layer, listing);
    bytes[static_cast<size_t>(in_memory)] = layer.bytes();
    listings[static_cast<size_t>(in_memory)] = listing.bytes();
  }
  EXPECT_EQ(listings[0], listings[1]);
  EXPECT_EQ(bytes[0], bytes[1]);
  EXPECT_NE(listings[1].find("# ./b hard link: ./a\n"), std::string::npos);
}

TEST(PackTest, OmittedEntriesAreOnlyInTheListing) {
  Tree tree("manifest");
  tree.Add(EntryOf(EntryType::kOmitted, "n", "the source is /dev/null or empty"));
  tree.Seal();
  TaskPool pool(1);
  testing::MemorySink layer;
  testing::MemorySink listing;
  PackLayer(tree, {}, pool, layer, listing);
  EXPECT_EQ(layer.bytes().size(), 1024U);
  EXPECT_EQ(listing.bytes(), "#mtree\n# ./n omitted: the source is /dev/null or empty\n");
}

TEST(PackTest, TheGroupMayDoWhatTheOwnerMay) {
  const testing::TempDir temp;
  Tree tree("manifest");
  tree.Add(EntryOf(EntryType::kDirectory, "d"));
  tree.Add(EntryOf(EntryType::kEmpty, "e"));
  tree.Add(EntryOf(EntryType::kLink, "l", "e"));
  tree.Add(EntryOf(EntryType::kFile, "x", temp.Write("x", "#!/bin/sh")));
  tree.Seal();
  TaskPool pool(1);
  testing::MemorySink layer;
  testing::MemorySink listing;
  PackLayer(tree, {.group_as_owner = true}, pool, layer, listing);
  EXPECT_NE(listing.bytes().find("./d type=dir mode=0775 "), std::string::npos);
  EXPECT_NE(listing.bytes().find("./e type=file mode=0664 "), std::string::npos);
  EXPECT_NE(listing.bytes().find("./l type=link mode=0777 "), std::string::npos);
  EXPECT_NE(listing.bytes().find("./x type=file mode=0775 "), std::string::npos);
}

TEST(PackTest, ErrorsNameTheOrigin) {
  Tree tree("manifest");
  NewEntry entry = EntryOf(EntryType::kFile, "f", "/missing/file");
  entry.line = 7;
  entry.label = tree.LabelIndex("//pkg:x");
  tree.Add(entry);
  tree.Seal();
  TaskPool pool(1);
  testing::MemorySink layer;
  testing::MemorySink listing;
  try {
    PackLayer(tree, {}, pool, layer, listing);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "cannot read: /missing/file: No such file or directory (//pkg:x, manifest:7)");
  }
}

class FullDisk : public ByteSink {
 public:
  void Write(std::string_view /*bytes*/) override {
    throw Error("cannot write", "facts", "no space left");
  }
};

// Of a file too large to be read ahead, with facts too large to be held back.
TEST(PackTest, AFullDiskIsNoFaultOfTheSource) {
  const testing::TempDir temp;
  std::string library = testing::ElfDraft().Runpath(std::string(size_t{100} << 10U, 'x')).Bytes();
  library.resize(size_t{1} << 20U);
  Tree tree("manifest");
  tree.Add(EntryOf(EntryType::kFile, "f", temp.Write("f", library)));
  tree.Seal();
  TaskPool pool(1);
  testing::MemorySink layer;
  testing::MemorySink listing;
  FullDisk facts;
  try {
    PackLayer(tree, {}, pool, layer, listing, &facts);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "cannot write: facts: no space left");
  }
}

}  // namespace pyvenv::pack_test
