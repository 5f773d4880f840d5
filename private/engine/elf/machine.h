#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace pyvenv {

/// What an ELF file is made for: what a dynamic linker compares before it takes an object.
struct ElfMachine {
  uint8_t bits = 0;  ///< 32 or 64 (EI_CLASS)
  bool is_big_endian = false;
  uint16_t number = 0;  ///< e_machine

  // What the compiler makes of it is not our text.
  // NOLINTNEXTLINE(modernize-use-nullptr,readability-implicit-bool-conversion)
  auto operator<=>(const ElfMachine&) const = default;
};

/// Whether it is a processor that Linux runs on. Objects for others, such as graphics cards, are
/// data to the system.
bool IsLinuxProcessor(const ElfMachine& machine);

/// For a person: "x86_64" as uname(1) has it where there is such a name, else "machine 190".
std::string NameOf(const ElfMachine& machine);

}  // namespace pyvenv
