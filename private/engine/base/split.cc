#include "base/split.h"

namespace pyvenv {

std::vector<std::string_view> SplitText(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  VisitParts(text, separator, [&](std::string_view part) {
    parts.push_back(part);
    return true;
  });
  return parts;
}

}  // namespace pyvenv
