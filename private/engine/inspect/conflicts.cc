#include "inspect/conflicts.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/json_fields.h"
#include "base/line_reader.h"

namespace pyvenv {
namespace {

Conflict ToConflict(std::span<const JsonField> fields) {
  const auto text = [fields](std::string_view key) { return std::string(TextOf(fields, key)); };
  Conflict conflict = {.path = text("path"),
                       .dropped = text("dropped"),
                       .dropped_label = text("dropped_label"),
                       .kept = text("kept"),
                       .kept_label = text("kept_label"),
                       .below = text("below")};
  if (conflict.path.empty() || conflict.dropped.empty() || conflict.kept.empty()) {
    throw JsonFault{"not a conflict"};
  }
  return conflict;
}

}  // namespace

std::vector<Conflict> ReadConflicts(const std::string& path) {
  std::vector<Conflict> conflicts;
  LineReader lines(path);
  JsonParser parser;
  uint32_t number = 0;
  while (const std::optional<std::string_view> line = lines.Next()) {
    ++number;
    try {
      conflicts.push_back(ToConflict(parser.Parse(*line)));
    } catch (const JsonFault& fault) {
      throw Error("malformed line", path + ":" + std::to_string(number), fault.cause);
    }
  }
  return conflicts;
}

}  // namespace pyvenv
