#include "inspect/conflicts.h"

#include <span>
#include <string_view>

#include "base/json_lines.h"

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
  ForEachJsonLine(
      path, [&](std::span<const JsonField> fields) { conflicts.push_back(ToConflict(fields)); });
  return conflicts;
}

}  // namespace pyvenv
