#include "cli/command_manual.h"

#include "base/split.h"

namespace pyvenv {

std::vector<std::string_view> Parameter::Names() const {
  return SplitText(names, ',');
}

std::vector<std::string_view> Parameter::Choices() const {
  if (value.find('|') == std::string::npos) return {};
  return SplitText(value, '|');
}

}  // namespace pyvenv
