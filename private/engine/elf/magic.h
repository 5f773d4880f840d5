#pragma once

#include <string_view>

namespace pyvenv {

/// Whether content that begins so is an ELF file. `start`: at least the first four bytes of the
/// content, if it has so many.
constexpr bool IsElf(std::string_view start) {
  return start.starts_with(
      "\x7f"
      "ELF");
}

/// Whether content that begins so is a script.
constexpr bool IsScript(std::string_view start) {
  return start.starts_with("#!");
}

}  // namespace pyvenv
