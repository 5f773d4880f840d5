// A fuzz target (tests/fuzz): our reader of JSON objects takes what nlohmann's takes, and finds
// the same in it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_fields.h"
#include "testing/fuzz.h"

namespace {

using nlohmann::json;
using pyvenv::JsonKind;

std::optional<std::span<const pyvenv::JsonField>> Parse(pyvenv::JsonParser* parser,
                                                        std::string_view text, std::string* cause) {
  try {
    return parser->Parse(text);
  } catch (const pyvenv::JsonFault& fault) {
    *cause = fault.cause;
    if (cause->empty()) std::abort();
    return std::nullopt;
  }
}

bool IsSame(const pyvenv::JsonValue& value, const json& other) {
  switch (value.kind) {
    case JsonKind::kString:
      return other.is_string() && other.get_ref<const std::string&>() == value.text;
    case JsonKind::kNumber:
      return other.is_number_unsigned() && other.get<uint64_t>() == value.number;
    case JsonKind::kBool:
      return other.is_boolean() && other.get<bool>() == value.flag;
    case JsonKind::kArray:
      if (!other.is_array() || other.size() != value.items.size()) return false;
      for (size_t i = 0; i < other.size(); ++i) {
        const bool is_nested = other[i].is_array();
        if (!is_nested && !IsSame(value.items[i], other[i])) return false;
      }
      return true;
    case JsonKind::kOther:
      return !other.is_string() && !other.is_number_unsigned() && !other.is_boolean();
  }
  return false;
}

// Of a key that comes twice nlohmann keeps the last value.
const pyvenv::JsonValue& LastOf(std::span<const pyvenv::JsonField> fields, std::string_view key) {
  for (size_t i = fields.size(); i-- > 0;) {
    if (fields[i].key == key) return fields[i].value;
  }
  std::abort();
}

}  // namespace

FUZZ(JsonFields, "json_fields", text) {
  // What RFC 8259 leaves to readers: nlohmann skips a byte order mark ...
  if (text.starts_with("\xef\xbb\xbf")) return;
  pyvenv::JsonParser parser;
  std::string cause;
  const auto fields = Parse(&parser, text, &cause);
  // ... of 0e400 RapidJSON judges by the exponent alone;
  if (cause.starts_with("Number too big")) return;
  // and nlohmann ends at a NUL, which is no JSON.
  if (text.find('\0') != std::string_view::npos) {
    if (fields) std::abort();
    return;
  }
  const json other = json::parse(text, nullptr, false);
  if (fields.has_value() != other.is_object()) std::abort();
  if (!fields) return;
  for (const auto& [key, value] : other.items()) {
    if (!IsSame(LastOf(*fields, key), value)) std::abort();
  }
}
