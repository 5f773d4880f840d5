#pragma once

#include <string_view>
#include <vector>

namespace pyvenv {

/// Calls `visit` with what lies between the separators, one part more than there are of these, as
/// long as it returns true. Parts may be empty. Returns whether it always did.
template <typename Visit>
bool VisitParts(std::string_view text, char separator, Visit visit) {
  while (true) {
    const size_t end = text.find(separator);
    if (!visit(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

/// All these parts.
std::vector<std::string_view> SplitText(std::string_view text, char separator);

}  // namespace pyvenv
