#include "tree/repo_mapping.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/line_reader.h"

namespace pyvenv {
namespace {

// "<repository>,<name>" -> "<directory>".
using Mapping = std::map<std::string, std::string, std::less<>>;

void AddLine(std::string_view line, const std::string& place, Mapping* mapping) {
  const size_t last_comma = line.rfind(',');
  if (std::ranges::count(line, ',') != 2 || last_comma + 1 == line.size()) {
    throw Error("malformed line", place, "not <repository>,<name>,<directory>");
  }
  const std::string_view directory = line.substr(last_comma + 1);
  const auto [known, is_new] = mapping->emplace(line.substr(0, last_comma), directory);
  if (!is_new && known->second != directory) {
    throw Error("mappings disagree", place,
                "\"" + known->first + "\" leads to " + std::string(directory) + ", and to " +
                    known->second + " before");
  }
}

}  // namespace

std::string MergeRepoMappings(std::span<const std::string> paths) {
  Mapping mapping;
  for (const std::string& path : paths) {
    LineReader lines(path);
    uint32_t number = 0;
    while (const std::optional<std::string_view> line = lines.Next()) {
      AddLine(*line, path + ":" + std::to_string(++number), &mapping);
    }
  }
  std::string text;
  for (const auto& [key, directory] : mapping) {
    text.append(key).append(",").append(directory).append("\n");
  }
  return text;
}

}  // namespace pyvenv
