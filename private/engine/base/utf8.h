#pragma once

#include <string_view>

namespace pyvenv {

bool IsAscii(std::string_view bytes);

/// Whether `bytes` are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
bool IsUtf8(std::string_view bytes);

}  // namespace pyvenv
