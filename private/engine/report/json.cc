#include "report/json.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/utf8.h"

namespace pyvenv {
namespace {

void AppendFormatted(const char* format, unsigned char byte, std::string* json) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), format, byte);
  *json += text.data();
}

void AppendAscii(char c, std::string* json) {
  if (c == '"' || c == '\\') {
    *json += '\\';
    *json += c;
  } else if (c < ' ' || c == '<' || c == 0x7f) {
    AppendFormatted("\\u%04x", static_cast<unsigned char>(c), json);
  } else {
    *json += c;
  }
}

}  // namespace

void AppendJsonString(std::string_view bytes, std::string* json) {
  *json += '"';
  while (!bytes.empty()) {
    const size_t length = Utf8SequenceLength(bytes);
    if (length == 1) {
      AppendAscii(bytes.front(), json);
    } else if (length > 1) {
      *json += bytes.substr(0, length);
    } else {
      AppendFormatted("\\\\%03o", static_cast<unsigned char>(bytes.front()), json);
    }
    bytes.remove_prefix(std::max<size_t>(length, 1));
  }
  *json += '"';
}

void JsonWriter::Separate() {
  constexpr std::string_view kBeforeFirst = "{[:";
  if (json_.empty() || kBeforeFirst.find(json_.back()) != std::string_view::npos) return;
  json_ += ',';
}

JsonWriter& JsonWriter::Open(char bracket) {
  Separate();
  json_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::Close(char bracket) {
  json_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  Text(key);
  json_ += ':';
  return *this;
}

JsonWriter& JsonWriter::Text(std::string_view text) {
  Separate();
  AppendJsonString(text, &json_);
  return *this;
}

JsonWriter& JsonWriter::Number(int64_t number) {
  Separate();
  json_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::Null() {
  Separate();
  json_ += "null";
  return *this;
}

}  // namespace pyvenv
