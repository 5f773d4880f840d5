#include "inspect/conflicts.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/line_reader.h"

namespace pyvenv {
namespace {

/// The string with this key; empty if there is none, or if it is no string.
std::string Field(const simdjson::dom::object& object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) != simdjson::SUCCESS) return {};
  return std::string(text);
}

Conflict ToConflict(const simdjson::dom::object& object) {
  return {.path = Field(object, "path"),
          .dropped = Field(object, "dropped"),
          .dropped_label = Field(object, "dropped_label"),
          .kept = Field(object, "kept"),
          .kept_label = Field(object, "kept_label"),
          .below = Field(object, "below")};
}

}  // namespace

std::vector<Conflict> ReadConflicts(const std::string& path) {
  std::vector<Conflict> conflicts;
  LineReader lines(path, simdjson::SIMDJSON_PADDING);
  simdjson::dom::parser parser;
  uint32_t number = 0;
  while (const std::optional<std::string_view> line = lines.Next()) {
    ++number;
    simdjson::dom::object object;
    const bool is_object =
        parser.parse(line->data(), line->size(), false).get(object) == simdjson::SUCCESS;
    if (is_object) conflicts.push_back(ToConflict(object));
    if (!is_object || conflicts.back().path.empty() || conflicts.back().dropped.empty() ||
        conflicts.back().kept.empty()) {
      throw Error("malformed line", path + ":" + std::to_string(number), "not a conflict");
    }
  }
  return conflicts;
}

}  // namespace pyvenv
