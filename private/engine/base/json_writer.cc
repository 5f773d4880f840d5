#include "base/json_writer.h"

#include <algorithm>

#include "base/octal.h"
#include "base/utf8.h"

namespace pyvenv {
namespace {

/// The bytes, with an octal number for each that is no part of UTF-8.
std::string AsUtf8(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const size_t length = Utf8SequenceLength(bytes);
    if (length > 0) {
      text += bytes.substr(0, length);
    } else {
      AppendOctal(bytes.front(), &text);
    }
    bytes.remove_prefix(std::max<size_t>(length, 1));
  }
  return text;
}

}  // namespace

JsonWriter& JsonWriter::Open(char bracket) {
  bracket == '{' ? writer_.StartObject() : writer_.StartArray();
  return *this;
}

JsonWriter& JsonWriter::Close(char bracket) {
  bracket == '}' ? writer_.EndObject() : writer_.EndArray();
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  return Text(key);
}

JsonWriter& JsonWriter::Text(std::string_view text) {
  const std::string utf8 = AsUtf8(text);
  writer_.String(utf8.data(), static_cast<rapidjson::SizeType>(utf8.size()));
  return *this;
}

JsonWriter& JsonWriter::Null() {
  writer_.Null();
  return *this;
}

JsonWriter& JsonWriter::False() {
  writer_.Bool(false);
  return *this;
}

}  // namespace pyvenv
