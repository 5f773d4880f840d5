#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "elf/elf_facts.h"

namespace pyvenv::testing {

/// An ELF file in the making, as small as one can be: headers, a dynamic section, its strings.
class ElfDraft {
 public:
  explicit ElfDraft(ElfMachine machine, uint16_t type = kElfSharedObject)
      : machine_(machine), type_(type) {}

  /// For x86_64.
  ElfDraft() : ElfDraft({.bits = 64, .is_big_endian = false, .number = 62}) {}

  ElfDraft& Interpreter(std::string_view path);
  ElfDraft& Soname(std::string_view name) { return Text(14, name); }
  ElfDraft& Needed(std::string_view name) { return Text(1, name); }
  ElfDraft& Rpath(std::string_view path) { return Text(15, path); }
  ElfDraft& Runpath(std::string_view path) { return Text(29, path); }

  /// An entry of the dynamic section as it is.
  ElfDraft& Dynamic(uint64_t tag, uint64_t value);

  [[nodiscard]] std::string Bytes() const;

  /// Where its parts begin, for tests that spoil them.
  struct Places {
    size_t program_headers;
    size_t interpreter;
    size_t dynamic;
    size_t strings;
  };
  [[nodiscard]] Places PlacesOf() const;

 private:
  ElfDraft& Text(uint64_t tag, std::string_view text);
  [[nodiscard]] bool Is64() const { return machine_.bits == 64; }
  [[nodiscard]] size_t WordSize() const { return Is64() ? 8 : 4; }
  void Append(uint64_t value, size_t size, std::string* out) const;
  void AppendHeader(std::string* out) const;
  void AppendSegment(uint32_t type, size_t offset, size_t size, std::string* out) const;

  ElfMachine machine_;
  uint16_t type_;
  std::string interpreter_;
  std::vector<std::pair<uint64_t, uint64_t>> dynamic_;
  std::string strings_{'\0'};
};

}  // namespace pyvenv::testing
