#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace pyvenv {

/// Appends a JSON string for a `<script>` element: no "<" is in it, with which a file's name could
/// end the element. Bytes that are no UTF-8 become a backslash and three octal digits, as in a
/// listing.
void AppendJsonString(std::string_view bytes, std::string* json);

/// Writes JSON objects and arrays as text, commas included. It does not check that the result is
/// well-formed. (simdjson, which reads ours, writes only in versions newer than Debian 12's.)
class JsonWriter {
 public:
  JsonWriter& Open(char bracket);   ///< "{" or "["
  JsonWriter& Close(char bracket);  ///< "}" or "]"
  JsonWriter& Key(std::string_view key);
  JsonWriter& Text(std::string_view text);
  JsonWriter& Number(int64_t number);
  JsonWriter& Null();

  /// A key, and an array of what `write` writes for each item.
  template <typename Items, typename Write>
  void Array(std::string_view key, const Items& items, Write write) {
    Key(key).Open('[');
    for (const auto& item : items) write(item);
    Close(']');
  }

  [[nodiscard]] std::string Take() { return std::move(json_); }

 private:
  void Separate();

  std::string json_;
};

}  // namespace pyvenv
