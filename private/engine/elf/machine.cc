#include "elf/machine.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pyvenv {
namespace {

// System V ABI, "ELF Header", and its supplements: EM_*.
struct Processor {
  ElfMachine machine;
  std::string_view name;
};

constexpr bool kBig = true;
constexpr bool kLittle = false;
constexpr std::array<Processor, 20> kProcessors = {{
    {{64, kLittle, 62}, "x86_64"},
    {{32, kLittle, 62}, "x32"},
    {{32, kLittle, 3}, "i686"},
    {{64, kLittle, 183}, "aarch64"},
    {{64, kBig, 183}, "aarch64_be"},
    {{32, kLittle, 40}, "arm"},
    {{32, kBig, 40}, "armeb"},
    {{64, kLittle, 21}, "ppc64le"},
    {{64, kBig, 21}, "ppc64"},
    {{32, kBig, 20}, "ppc"},
    {{64, kBig, 22}, "s390x"},
    {{32, kBig, 22}, "s390"},
    {{64, kLittle, 243}, "riscv64"},
    {{32, kLittle, 243}, "riscv32"},
    {{64, kLittle, 258}, "loongarch64"},
    {{64, kLittle, 8}, "mips64el"},
    {{64, kBig, 8}, "mips64"},
    {{32, kLittle, 8}, "mipsel"},
    {{32, kBig, 8}, "mips"},
    {{64, kBig, 43}, "sparc64"},
}};

const Processor* Find(const ElfMachine& machine) {
  const auto* const found =
      std::find_if(kProcessors.begin(), kProcessors.end(),
                   [&](const Processor& processor) { return processor.machine == machine; });
  return found == kProcessors.end() ? nullptr : found;
}

}  // namespace

bool IsLinuxProcessor(const ElfMachine& machine) {
  return Find(machine) != nullptr;
}

std::string NameOf(const ElfMachine& machine) {
  const Processor* const processor = Find(machine);
  if (processor != nullptr) return std::string(processor->name);
  return "machine " + std::to_string(machine.number);
}

}  // namespace pyvenv
