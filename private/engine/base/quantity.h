#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pyvenv {

/// A number of things: "1 file", "3 files", "2 entries", "0 bytes". `noun`: of one of them.
std::string Counted(uint64_t count, std::string_view noun);

/// A number of bytes for a person, in decimal units: "999 bytes", "4.1 MB", "12 GB".
std::string ByteQuantity(uint64_t bytes);

}  // namespace pyvenv
