#pragma once

#include <string_view>

namespace pyvenv {

/// Writes a result to standard output. Throws Error where that does not take it all.
void PrintResult(std::string_view text);

}  // namespace pyvenv
