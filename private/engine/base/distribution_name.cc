#include "base/distribution_name.h"

#include <algorithm>

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

std::optional<DistInfo> ParseDistInfo(std::string_view directory) {
  constexpr std::string_view kDistInfo = ".dist-info";
  if (!directory.ends_with(kDistInfo)) return std::nullopt;
  const std::string_view stem = directory.substr(0, directory.size() - kDistInfo.size());
  // Neither part contains "-": wheels write it as "_" (PEP 427).
  const size_t dash = std::min(stem.rfind('-'), stem.size());
  return DistInfo{.name = NormalizedName(stem.substr(0, dash)),
                  .version = std::string(stem.substr(std::min(dash + 1, stem.size())))};
}

}  // namespace pyvenv
