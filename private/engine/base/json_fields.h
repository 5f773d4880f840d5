#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

enum class JsonKind : uint8_t {
  kString,
  kNumber,  ///< an integer from 0 to 2^64 - 1
  kBool,
  kArray,
  kOther,  ///< null, any other number, and whatever lies deeper than an array of the object
};

/// A value of a field, or an item of its array.
struct JsonValue {
  JsonKind kind = JsonKind::kOther;
  std::string_view text;         ///< of a string
  uint64_t number = 0;           ///< of a number
  bool flag = false;             ///< of true and false
  std::vector<JsonValue> items;  ///< of an array
};

struct JsonField {
  std::string_view key;
  JsonValue value;
};

/// Thrown for a text that is no JSON object: the cause alone, for who knows the place.
struct JsonFault {
  std::string cause;
};

/// Reads objects as our own files have them: fields of plain values and of arrays of such, in UTF-8
/// (RFC 8259). What is nested deeper is read past, whatever its depth.
class JsonParser {
 public:
  /// The fields in their order, a key that comes twice included; valid until the next call. Throws
  /// JsonFault.
  std::span<const JsonField> Parse(std::string_view object);

 private:
  std::vector<char> text_;  // the object, in which strings lose their escapes
  std::vector<JsonField> fields_;
};

/// The string with this key; empty if there is none, or if it is no string.
std::string_view TextOf(std::span<const JsonField> fields, std::string_view key);

}  // namespace pyvenv
