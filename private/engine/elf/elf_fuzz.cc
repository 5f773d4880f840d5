// A libFuzzer target (https://llvm.org/docs/LibFuzzer.html) of the readers of untrusted bytes:
//
//   cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DPYVENV_FUZZ=ON \
//     -DPYVENV_SANITIZE=address,undefined -DPYVENV_TESTS=OFF
//   cmake --build build/fuzz --target elf_fuzz
//   build/fuzz/elf_fuzz -max_total_time=300 build/elf_corpus tests/fuzz/elf
//
// What it finds goes to build/elf_corpus. A file that breaks something belongs in tests/fuzz/elf,
// which GoogleTest reads.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "elf/elf_facts.h"
#include "elf/script.h"

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

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const pyvenv::ElfFacts facts = pyvenv::ReadElf(StrictSource(bytes));
  size_t strings = facts.soname.size() + facts.interpreter.size();
  for (const std::string& name : facts.needed) strings += name.size();
  if (strings > (size_t{1} << 20U)) std::abort();
  if (pyvenv::ReadScript(bytes).interpreter.size() > pyvenv::kScriptStart) std::abort();
  return 0;
}
