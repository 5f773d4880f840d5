#include "source/record.h"

#include <algorithm>

#include "digest/sha256.h"
#include "source/lines.h"

namespace pyvenv {
namespace {

// Takes one CSV field, and the comma after it, off the front of `line`.
std::string TakeField(std::string_view* line) {
  std::string field;
  bool is_quoted = false;
  size_t at = 0;
  for (; at < line->size() && (is_quoted || (*line)[at] != ','); ++at) {
    const char c = (*line)[at];
    if (c != '"') {
      field += c;
    } else if (is_quoted && at + 1 < line->size() && (*line)[at + 1] == '"') {
      field += '"';
      ++at;
    } else {
      is_quoted = !is_quoted;
    }
  }
  line->remove_prefix(std::min(at + 1, line->size()));
  return field;
}

std::string CsvField(const std::string& field) {
  if (field.find_first_of(",\"") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

std::string Base64ForUrls(const Sha256Digest& digest) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  uint32_t bits = 0;
  unsigned count = 0;
  for (const uint8_t byte : digest) {
    bits = bits << 8U | byte;
    for (count += 8; count >= 6; count -= 6) text += kDigits[bits >> (count - 6) & 63U];
  }
  if (count > 0) text += kDigits[bits << (6 - count) & 63U];
  return text;
}

}  // namespace

std::vector<RecordRow> ReadRecord(std::string_view text) {
  std::vector<RecordRow> rows;
  for (const std::string_view line : Lines(text)) {
    std::string_view rest = WithoutEnd(line);
    if (rest.empty()) continue;
    RecordRow row{.path = TakeField(&rest), .hash = {}, .line = std::string(line)};
    row.hash = TakeField(&rest);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string RowOfContent(const RecordRow& row, std::string_view content) {
  Sha256 hash;
  hash.Update(content);
  const std::string_view end = std::string_view{row.line}.substr(WithoutEnd(row.line).size());
  return CsvField(row.path) + ",sha256=" + Base64ForUrls(hash.Finish()) + "," +
         std::to_string(content.size()) + std::string(end);
}

}  // namespace pyvenv
