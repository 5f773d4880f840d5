// Reads again what the fuzzer of elf_fuzz.cc found, which sanitizers watch.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "elf/elf_facts.h"
#include "elf/script.h"
#include "testing/temp_dir.h"

namespace pyvenv {
namespace {

TEST(ElfCorpusTest, EveryFileIsRead) {
  const char* const corpus = std::getenv("ELF_CORPUS");
  ASSERT_NE(corpus, nullptr) << "it does not name the directory";
  size_t sound = 0;
  size_t faulty = 0;
  for (const auto& file : std::filesystem::directory_iterator(corpus)) {
    const std::string content = testing::ReadFile(file.path().string());
    const ElfFacts facts = ReadElf(MemorySource(content));
    ++(facts.fault.empty() ? sound : faulty);
    ReadScript(content);
  }
  EXPECT_GT(sound, 5U);
  EXPECT_GT(faulty, 5U);
}

}  // namespace
}  // namespace pyvenv
