// A fuzz target (tests/fuzz): ELF files and scripts.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "elf/elf_facts.h"
#include "elf/script.h"
#include "testing/fuzz.h"

namespace {

/// Fails where the reader breaks the contract of sources.
class StrictSource : public pyvenv::ByteSource {
 public:
  explicit StrictSource(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] uint64_t size() const override { return bytes_.size(); }

  [[nodiscard]] std::string_view ReadAt(uint64_t offset, std::span<char> buffer) const override {
    if (offset >= bytes_.size() || buffer.empty()) std::abort();
    const size_t size = bytes_.copy(buffer.data(), buffer.size(), static_cast<size_t>(offset));
    return {buffer.data(), size};
  }

 private:
  std::string_view bytes_;
};

}  // namespace

FUZZ(Elf, "elf", bytes) {
  const pyvenv::ElfFacts facts = pyvenv::ReadElf(StrictSource(bytes));
  size_t strings = facts.soname.size() + facts.interpreter.size();
  for (const std::string& name : facts.needed) strings += name.size();
  if (strings > (size_t{1} << 20U)) std::abort();
  if (pyvenv::ReadScript(bytes).interpreter.size() > pyvenv::kScriptStart) std::abort();
}
