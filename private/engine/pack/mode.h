#pragma once

#include <cstdint>
#include <string_view>

#include "elf/magic.h"

namespace pyvenv {

constexpr uint32_t kDirectoryMode = 0755;
constexpr uint32_t kLinkMode = 0777;
constexpr uint32_t kExecutableMode = 0755;
constexpr uint32_t kFileMode = 0644;
constexpr uint32_t kAnyExecute = 0111;

/// The mode in which the group may do what the owner may, as `chmod g=u` makes it.
constexpr uint32_t GroupAsOwner(uint32_t mode) {
  return (mode & ~uint32_t{0070}) | ((mode & 0700U) >> 3U);
}

/// A file's permission bits: executable if declared so, or if its content starts like an ELF file
/// or with "#!". The bits on disk differ between strategies and are never asked.
///
/// `start`: at least the first four bytes of the content, if it has so many.
constexpr uint32_t ModeOfFile(bool declared_executable, std::string_view start) {
  const bool is_executable = declared_executable || IsElf(start) || IsScript(start);
  return is_executable ? kExecutableMode : kFileMode;
}

}  // namespace pyvenv
