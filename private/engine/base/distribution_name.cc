#include "base/distribution_name.h"

namespace pyvenv {
namespace {

char AsciiLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string NormalizedName(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool is_separator = c == '-' || c == '_' || c == '.';
    if (is_separator && result.ends_with('-')) continue;
    result += is_separator ? '-' : AsciiLower(c);
  }
  return result;
}

std::string NameOfInfoDirectory(std::string_view directory, std::string_view suffix) {
  directory.remove_suffix(suffix.size());
  return NormalizedName(directory.substr(0, directory.rfind('-')));
}

}  // namespace pyvenv
