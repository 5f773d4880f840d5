#pragma once

#include <string_view>
#include <vector>

namespace pyvenv {

/// The lines of a text, each with its end.
std::vector<std::string_view> Lines(std::string_view text);

/// Without the end of a line, "\n" or "\r\n".
std::string_view WithoutEnd(std::string_view line);

}  // namespace pyvenv
