#include "base/json_fields.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include "base/utf8.h"

namespace pyvenv {
namespace {

// What RapidJSON calls for each part of a text. Depth 1 is the object, 2 an array of it.
class Fields {
 public:
  /// `has_escapes`: whether "\u" is in the text. RapidJSON 1.1 makes of the second half of a
  /// surrogate pair what is no UTF-8; later ones refuse it.
  Fields(std::vector<JsonField>* fields, bool has_escapes)
      : fields_(*fields), has_escapes_(has_escapes) {}

  [[nodiscard]] bool is_object() const { return is_object_; }
  [[nodiscard]] bool is_utf8() const { return is_utf8_; }

  bool Key(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    if (!Check({text, size})) return false;
    if (depth_ == 1) fields_.push_back({.key = {text, size}, .value = {}});
    return true;
  }
  bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    return Check({text, size}) && Add({.kind = JsonKind::kString, .text = {text, size}});
  }
  bool Bool(bool flag) { return Add({.kind = JsonKind::kBool, .flag = flag}); }
  bool Uint64(uint64_t number) { return Add({.kind = JsonKind::kNumber, .number = number}); }
  bool Uint(unsigned number) { return Uint64(number); }
  bool Int(int /*number*/) { return Add({}); }
  bool Int64(int64_t /*number*/) { return Add({}); }
  bool Double(double /*number*/) { return Add({}); }
  bool Null() { return Add({}); }
  // Asked for only by a flag that is not set.
  static bool RawNumber(const char* /*text*/, rapidjson::SizeType /*size*/, bool /*copy*/) {
    return false;
  }

  bool StartObject() {
    if (depth_ == 0) is_object_ = true;
    if (depth_ == 1) is_array_ = false;
    if (depth_ > 0) Add({});
    ++depth_;
    return true;
  }
  bool StartArray() {
    if (depth_ > 0) Add({.kind = depth_ == 1 ? JsonKind::kArray : JsonKind::kOther});
    if (depth_ == 1) is_array_ = true;
    ++depth_;
    return true;
  }
  bool EndObject(rapidjson::SizeType /*size*/) { return End(); }
  bool EndArray(rapidjson::SizeType /*size*/) { return End(); }

 private:
  bool Check(std::string_view text) {
    if (has_escapes_) is_utf8_ = IsUtf8(text);
    return is_utf8_;
  }
  bool Add(const JsonValue& value) {
    if (!is_object_) return true;
    if (depth_ == 1) {
      fields_.back().value = value;
    } else if (depth_ == 2 && is_array_) {
      fields_.back().value.items.push_back(value);
    }
    return true;
  }
  bool End() {
    --depth_;
    return true;
  }

  std::vector<JsonField>& fields_;
  const bool has_escapes_;
  bool is_utf8_ = true;
  size_t depth_ = 0;
  bool is_object_ = false;
  bool is_array_ = false;  // what is, or was last, at depth 2
};

// Iterative: nesting costs bytes of the heap in proportion to the text, and no stack.
template <unsigned kFlags>
rapidjson::ParseResult ParseWith(rapidjson::InsituStringStream* stream, Fields* handler) {
  rapidjson::Reader reader;
  return reader.Parse<kFlags | rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag>(
      *stream, *handler);
}

}  // namespace

std::span<const JsonField> JsonParser::Parse(std::string_view object) {
  fields_.clear();
  text_.assign(object.begin(), object.end());
  // A first byte of UTF-8 at the end has RapidJSON read the three that may follow it.
  text_.insert(text_.end(), 1 + 3, '\0');
  rapidjson::InsituStringStream stream(text_.data());
  Fields handler(&fields_, object.find("\\u") != std::string_view::npos);
  // Most lines need no look at their encoding, which takes longer than all the rest.
  const rapidjson::ParseResult result =
      IsAscii(object) ? ParseWith<rapidjson::kParseNoFlags>(&stream, &handler)
                      : ParseWith<rapidjson::kParseValidateEncodingFlag>(&stream, &handler);
  if (!handler.is_utf8()) throw JsonFault{"half of a surrogate pair (\\u)"};
  if (result.IsError()) {
    std::string cause = rapidjson::GetParseError_En(result.Code());
    if (cause.ends_with('.')) cause.pop_back();
    throw JsonFault{cause + " (byte " + std::to_string(result.Offset()) + ")"};
  }
  if (stream.Tell() != object.size()) throw JsonFault{"a NUL byte"};
  if (!handler.is_object()) throw JsonFault{"not a JSON object"};
  return fields_;
}

std::string_view TextOf(std::span<const JsonField> fields, std::string_view key) {
  for (const JsonField& field : fields) {
    if (field.key == key) return field.value.text;
  }
  return {};
}

}  // namespace pyvenv
