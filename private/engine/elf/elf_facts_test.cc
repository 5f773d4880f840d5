#include "elf/elf_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "testing/elf_draft.h"

namespace pyvenv::elf_facts_test {

using testing::ElfDraft;
using Names = std::vector<std::string>;

ElfFacts Read(const std::string& bytes) {
  return ReadElf(MemorySource(bytes));
}

class MachineTest : public ::testing::TestWithParam<ElfMachine> {};

TEST_P(MachineTest, EverythingIsRead) {
  const ElfFacts facts = Read(ElfDraft(GetParam(), kElfExecutable)
                                  .Interpreter("/lib/ld.so.1")
                                  .Soname("libown.so.1")
                                  .Needed("libfirst.so")
                                  .Needed("libsecond.so.2")
                                  .Rpath("$ORIGIN/a:/b")
                                  .Runpath("")
                                  .Bytes());
  EXPECT_EQ(facts.fault, "");
  EXPECT_EQ(facts.machine, GetParam());
  EXPECT_EQ(facts.type, kElfExecutable);
  EXPECT_EQ(facts.interpreter, "/lib/ld.so.1");
  EXPECT_EQ(facts.soname, "libown.so.1");
  EXPECT_EQ(facts.needed, (Names{"libfirst.so", "libsecond.so.2"}));
  EXPECT_EQ(facts.rpath, "$ORIGIN/a:/b");
  EXPECT_EQ(facts.runpath, "");
}

INSTANTIATE_TEST_SUITE_P(All, MachineTest,
                         ::testing::Values(ElfMachine{64, false, 62}, ElfMachine{64, true, 22},
                                           ElfMachine{32, false, 3}, ElfMachine{32, true, 20}),
                         [](const auto& machine) { return NameOf(machine.param); });

TEST(ElfFactsTest, WithoutDynamicSection) {
  // A relocatable file has no program headers.
  std::string bytes = ElfDraft({.bits = 64, .is_big_endian = false, .number = 62}, 1).Bytes();
  bytes.resize(64);
  bytes[56] = 0;
  const ElfFacts facts = Read(bytes);
  EXPECT_EQ(facts.fault, "");
  EXPECT_EQ(facts.type, 1);
  EXPECT_EQ(facts.needed, Names{});
  EXPECT_EQ(facts.rpath, std::nullopt);
  EXPECT_EQ(facts.runpath, std::nullopt);
}

// Wherever a file ends, it is read, and said to be cut short until all is there.
TEST(ElfFactsTest, EveryTruncation) {
  const ElfDraft draft = ElfDraft().Interpreter("/lib/ld.so").Needed("liba.so").Runpath("$ORIGIN");
  const std::string whole = draft.Bytes();
  EXPECT_EQ(Read(whole).fault, "");
  for (size_t size = 4; size < whole.size(); ++size) {
    EXPECT_NE(Read(whole.substr(0, size)).fault, "") << size;
  }
}

// No byte that is wrong makes it read elsewhere, throw or take long.
TEST(ElfFactsTest, EveryByteSpoilt) {
  const std::string whole = ElfDraft().Needed("liba.so").Needed("libb.so").Rpath("$ORIGIN").Bytes();
  for (size_t i = 4; i < whole.size(); ++i) {
    for (const char value : {'\x00', '\x01', '\x7f', '\x80', '\xff'}) {
      std::string spoilt = whole;
      spoilt[i] = value;
      const ElfFacts facts = Read(spoilt);
      EXPECT_LE(facts.needed.size(), 3U);
    }
  }
}

std::string FaultAfter(std::string_view change, size_t offset, const std::string& bytes) {
  std::string spoilt = bytes;
  spoilt.replace(offset, change.size(), change);
  return Read(spoilt).fault;
}

TEST(ElfFactsTest, Faults) {
  const ElfDraft draft = ElfDraft().Interpreter("/ld").Needed("liba.so");
  const std::string bytes = draft.Bytes();
  const ElfDraft::Places places = draft.PlacesOf();
  const std::string large(8, '\x7f');
  EXPECT_EQ(FaultAfter("\3", 4, bytes), "it is neither for 32 nor for 64 bits");
  EXPECT_EQ(FaultAfter("\3", 5, bytes), "its byte order is unknown");
  EXPECT_EQ(FaultAfter("\x37", 54, bytes), "its program headers have an odd size");
  EXPECT_EQ(FaultAfter("\xff\xff", 56, bytes), "too many program headers");
  EXPECT_EQ(FaultAfter("\xfe\xff", 56, bytes), "its program headers lie outside the file");
  EXPECT_EQ(FaultAfter(large, 32, bytes), "its program headers lie outside the file");
  const size_t second = places.program_headers + 56;
  EXPECT_EQ(FaultAfter(large, second + 8, bytes), "its dynamic section lies outside the file");
  const size_t third = second + 56;
  EXPECT_EQ(FaultAfter(large, third + 8, bytes),
            "the name of its dynamic linker lies outside the file");
  // The entries are one needed library, then the table of strings and its size.
  EXPECT_EQ(FaultAfter(large, places.dynamic + 8, bytes),
            "a string of its dynamic section has no end, or is too long");
  EXPECT_EQ(FaultAfter(large, places.dynamic + 24, bytes),
            "the strings of its dynamic section lie outside the file");
  EXPECT_EQ(FaultAfter(std::string("\3\0", 2), places.dynamic + 40, bytes),
            "a string of its dynamic section has no end, or is too long");
}

TEST(ElfFactsTest, TheFirstFaultKeepsWhatWasRead) {
  ElfDraft draft;
  draft.Soname("libx.so").Needed("liba.so").Dynamic(1, 99999);
  const ElfFacts facts = Read(draft.Bytes());
  EXPECT_EQ(facts.soname, "libx.so");
  EXPECT_EQ(facts.needed, Names{"liba.so"});
  EXPECT_NE(facts.fault, "");
}

TEST(ElfFactsTest, AStringWithoutAnEndIsNone) {
  EXPECT_EQ(Read(ElfDraft().Dynamic(15, 99999).Bytes()).rpath, std::nullopt);
  EXPECT_EQ(Read(ElfDraft().Dynamic(29, 99999).Bytes()).runpath, std::nullopt);
  const ElfDraft draft = ElfDraft().Interpreter("/ld");
  std::string bytes = draft.Bytes();
  bytes[draft.PlacesOf().interpreter + 3] = 'x';
  EXPECT_EQ(Read(bytes).interpreter, "");
}

TEST(ElfFactsTest, TooManyDynamicEntries) {
  ElfDraft draft;
  for (int i = 0; i < 16384; ++i) draft.Dynamic(0x6ffffffe, 0);
  EXPECT_EQ(Read(draft.Bytes()).fault, "its dynamic section is too long");
}

// A million bytes of strings in all, however often one is named.
TEST(ElfFactsTest, TooManyStrings) {
  ElfDraft draft;
  draft.Needed(std::string(size_t{200} << 10U, 'x'));
  for (int i = 0; i < 4; ++i) draft.Dynamic(1, 1);
  EXPECT_EQ(Read(draft.Bytes()).fault, "");
  draft.Dynamic(1, 1);
  EXPECT_EQ(Read(draft.Bytes()).fault,
            "a string of its dynamic section has no end, or is too long");
}

/// Counts what is read of a file that claims to be large.
class CountingSource : public ByteSource {
 public:
  explicit CountingSource(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] uint64_t size() const override { return uint64_t{1} << 40U; }
  [[nodiscard]] std::string_view ReadAt(uint64_t offset, std::span<char> buffer) const override {
    if (offset >= size()) throw Error("read", "source", "beyond its end");
    count_ += buffer.size();
    std::fill(buffer.begin(), buffer.end(), '\0');
    if (offset < bytes_.size()) {
      bytes_.copy(buffer.data(), buffer.size(), static_cast<size_t>(offset));
    }
    return {buffer.data(), buffer.size()};
  }
  [[nodiscard]] uint64_t count() const { return count_; }

 private:
  std::string_view bytes_;
  mutable uint64_t count_ = 0;
};

TEST(ElfFactsTest, ReadsLittleOfALargeFile) {
  const std::string bytes = ElfDraft().Needed("liba.so").Runpath("$ORIGIN").Bytes();
  const CountingSource source(bytes);
  const ElfFacts facts = ReadElf(source);
  EXPECT_EQ(facts.fault, "");
  EXPECT_EQ(facts.needed, Names{"liba.so"});
  EXPECT_LT(source.count(), 4096U);
}

TEST(IsElfSharedObjectTest, InBothByteOrders) {
  for (const bool is_big_endian : {false, true}) {
    const ElfMachine machine = {.bits = 64, .is_big_endian = is_big_endian, .number = 62};
    const std::string library = ElfDraft(machine).Bytes();
    EXPECT_TRUE(IsElfSharedObject(library.substr(0, 18)));
    EXPECT_FALSE(IsElfSharedObject(library.substr(0, 17)));
    EXPECT_FALSE(IsElfSharedObject(ElfDraft(machine, kElfExecutable).Bytes()));
  }
  EXPECT_FALSE(IsElfSharedObject(std::string(18, '\3')));
}

TEST(MachineNameTest, Names) {
  EXPECT_EQ(NameOf({64, false, 62}), "x86_64");
  EXPECT_EQ(NameOf({64, false, 183}), "aarch64");
  EXPECT_EQ(NameOf({64, false, 190}), "machine 190");
  EXPECT_TRUE(IsLinuxProcessor({64, false, 183}));
  EXPECT_FALSE(IsLinuxProcessor({64, false, 190}));  // a graphics card
}

}  // namespace pyvenv::elf_facts_test
