#pragma once

#include <rapidjson/writer.h>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace pyvenv {

/// Writes JSON that is also safe in a `<script>` element: no "<" is in it, with which a file's name
/// could end the element. Bytes of texts that are no UTF-8 become a backslash and three octal
/// digits, as in a listing.
class JsonWriter {
 public:
  JsonWriter& Open(char bracket);   ///< "{" or "["
  JsonWriter& Close(char bracket);  ///< "}" or "]"
  JsonWriter& Key(std::string_view key);
  JsonWriter& Text(std::string_view text);
  JsonWriter& Number(std::integral auto number) {
    if constexpr (std::is_signed_v<decltype(number)>) {
      writer_.Int64(number);
    } else {
      writer_.Uint64(number);
    }
    return *this;
  }
  JsonWriter& Null();
  JsonWriter& False();

  /// A key, and an array of what `write` writes for each item.
  template <typename Items, typename Write>
  void Array(std::string_view key, const Items& items, Write write) {
    Key(key).Open('[');
    for (const auto& item : items) write(item);
    Close(']');
  }

  [[nodiscard]] std::string Take() { return std::move(script_.text); }

 private:
  // What RapidJSON writes to. It has "<" in strings only.
  struct Script {
    using Ch = char;
    void Put(char c) {
      if (c == '<') {
        text += "\\u003c";
      } else {
        text += c;
      }
    }
    void Flush() {}

    std::string text;
  };

  Script script_;
  rapidjson::Writer<Script> writer_{script_};
};

}  // namespace pyvenv
