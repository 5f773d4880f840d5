#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pyvenv {

/// Appends a JSON string for a `<script>` element: no "<" is in it, with which a file's name could
/// end the element. Bytes that are no UTF-8 become a backslash and three octal digits, as in a
/// listing.
void AppendJsonString(std::string_view bytes, std::string* json);

/// Writes JSON objects and arrays as text, commas included. Just what a report's data needs: no
/// checks that the result is well-formed.
class JsonWriter {
 public:
  JsonWriter& Open(char bracket);   ///< "{" or "["
  JsonWriter& Close(char bracket);  ///< "}" or "]"
  JsonWriter& Key(std::string_view key);
  JsonWriter& Text(std::string_view text);
  JsonWriter& Number(int64_t number);
  JsonWriter& Null();

  [[nodiscard]] std::string Take() { return std::move(json_); }

 private:
  void Separate();

  std::string json_;
};

}  // namespace pyvenv
