#include "source/repository_distribution.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/distribution_name.h"
#include "base/split.h"

namespace pyvenv {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsPythonVersion(std::string_view part) {
  return part.size() >= 2 && std::all_of(part.begin(), part.end(), IsDigit);
}

// What follows the distribution where rules_python picks among wheels.
bool EndsName(std::string_view part) {
  if (part == "sdist") return true;
  const std::string_view tag = part.substr(0, 2);
  const bool is_tag = tag == "cp" || tag == "pp" || tag == "py";
  return is_tag && part.size() > 2 && IsDigit(part[2]);
}

}  // namespace

std::optional<std::string> DistInfoName(std::string_view path) {
  const std::vector<std::string_view> parts = SplitText(path, '/');
  if (parts.size() < 4 || parts[1] != "site-packages") return std::nullopt;
  std::optional<DistInfo> info = ParseDistInfo(parts[2]);
  if (!info) return std::nullopt;
  return std::move(info->name);
}

std::optional<std::string> RepositoryDistribution(std::string_view repository) {
  const size_t prefix = repository.find_last_of("~+");
  if (prefix != std::string_view::npos) repository.remove_prefix(prefix + 1);
  const std::vector<std::string_view> parts = SplitText(repository, '_');
  // The name begins after the first version, and has at least one part.
  size_t start = 1;
  while (start < parts.size() && !IsPythonVersion(parts[start])) ++start;
  ++start;
  std::string name;
  for (size_t i = start; i < parts.size(); ++i) {
    if (i > start && EndsName(parts[i])) break;
    if (!name.empty()) name += '-';
    name += parts[i];
  }
  if (name.empty()) return std::nullopt;
  return NormalizedName(name);
}

}  // namespace pyvenv
