#pragma once

#include <string_view>
#include <vector>

namespace pyvenv {

/// What lies between the separators: one part more than there are of these, and parts may be empty.
std::vector<std::string_view> SplitText(std::string_view text, char separator);

}  // namespace pyvenv
