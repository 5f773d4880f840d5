#pragma once

#include <string>

namespace pyvenv {

/// Appends a byte as a backslash and three octal digits: `\012`.
void AppendOctal(char byte, std::string* out);

}  // namespace pyvenv
