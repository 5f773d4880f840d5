#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "elf/byte_source.h"
#include "elf/machine.h"

namespace pyvenv {

constexpr uint16_t kElfExecutable = 2;    ///< ET_EXEC
constexpr uint16_t kElfSharedObject = 3;  ///< ET_DYN: also executables that can be placed anywhere

/// Whether content that begins so is an ELF file of this type. `start`: at least the first 18 bytes
/// of the content, if it has so many.
bool IsElfSharedObject(std::string_view start);

/// What an ELF file says of itself to the kernel and the dynamic linker.
struct ElfFacts {
  ElfMachine machine;
  uint16_t type = 0;                   ///< e_type
  std::string interpreter;             ///< PT_INTERP: the dynamic linker of a program; else empty
  std::string soname;                  ///< DT_SONAME; empty for none
  std::vector<std::string> needed;     ///< DT_NEEDED, in their order
  std::optional<std::string> rpath;    ///< DT_RPATH
  std::optional<std::string> runpath;  ///< DT_RUNPATH
  std::string fault;  ///< what is wrong with the file; what was read before it stays. Else empty
};

/// Reads the header, the program headers, the dynamic section and the strings that it names (System
/// V ABI, "Object Files", "Program Loading and Dynamic Linking"; section headers, which no linker
/// asks for at run time, are not looked at).
///
/// `source`: a file that starts with the four bytes of an ELF file, and may be anything else. What
/// it claims is checked against its size, and there are limits to what is believed: 16384 entries
/// of the dynamic section, 1 MiB of strings. So neither time nor memory depend on more than the
/// 65534 program headers that a file can have. Throws only what `source` does.
ElfFacts ReadElf(const ByteSource& source);

}  // namespace pyvenv
