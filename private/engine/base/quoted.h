#pragma once

#include <string>
#include <string_view>

namespace pyvenv {

/// The text between double quotes, as messages name it; nothing in it is escaped.
std::string Quoted(std::string_view text);

}  // namespace pyvenv
