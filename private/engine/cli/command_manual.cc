#include "cli/command_manual.h"

namespace pyvenv {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<std::string_view> Parameter::Names() const {
  return Split(names, ',');
}

std::vector<std::string_view> Parameter::Choices() const {
  if (value.find('|') == std::string::npos) return {};
  return Split(value, '|');
}

}  // namespace pyvenv
