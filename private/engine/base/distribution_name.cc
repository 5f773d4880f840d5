#include "base/distribution_name.h"

#include <algorithm>

namespace pyvenv {
namespace {

char AsciiLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Without the "-py3.11" of an egg, and the platform that may follow.
std::string_view WithoutPython(std::string_view stem) {
  constexpr std::string_view kPython = "-py";
  const size_t python = stem.rfind(kPython);
  if (python == std::string_view::npos) return stem;
  const std::string_view version = stem.substr(python + kPython.size());
  const bool is_one = !version.empty() && version.front() >= '0' && version.front() <= '9';
  return is_one ? stem.substr(0, python) : stem;
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

DistInfo SplitInfoName(std::string_view directory) {
  const bool is_egg = directory.ends_with(kEggInfo);
  std::string_view stem = directory.substr(0, directory.rfind('.'));
  if (is_egg) stem = WithoutPython(stem);
  // Neither part contains "-": wheels write it as "_" (PEP 427).
  const size_t dash = std::min(stem.rfind('-'), stem.size());
  return {.name = std::string(stem.substr(0, dash)),
          .version = std::string(stem.substr(std::min(dash + 1, stem.size())))};
}

std::optional<DistInfo> ParseDistInfo(std::string_view directory) {
  if (!directory.ends_with(kDistInfo)) return std::nullopt;
  DistInfo info = SplitInfoName(directory);
  info.name = NormalizedName(info.name);
  return info;
}

}  // namespace pyvenv
