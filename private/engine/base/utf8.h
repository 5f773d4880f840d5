#pragma once

#include <cstddef>
#include <string_view>

namespace pyvenv {

bool IsAscii(std::string_view bytes);

/// The length of the well-formed UTF-8 sequence that `bytes`, not empty, start with; 0 if they
/// start with none.
size_t Utf8SequenceLength(std::string_view bytes);

/// Whether `bytes` are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
bool IsUtf8(std::string_view bytes);

}  // namespace pyvenv
