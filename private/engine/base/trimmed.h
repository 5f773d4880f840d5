#pragma once

#include <string_view>

namespace pyvenv {

/// The text without the blanks around it.
std::string_view Trimmed(std::string_view text, std::string_view blanks = " \t\r\n");

}  // namespace pyvenv
