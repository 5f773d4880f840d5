#include "tree/manifest.h"

#include <simdjson.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

// Thrown within this file; the reader adds the line.
struct Malformed {
  std::string cause;
};

// Keys as bits, so that what a line has and what its type wants can be compared.
enum KeyBit : unsigned {
  kPath = 1,
  kType = 2,
  kSource = 4,
  kTarget = 8,
  kExecutable = 16,
  kLabel = 32,
  kExclude = 64,
  kExcludeBase = 128,
};
// What any type takes whose source may be a directory.
constexpr unsigned kExclusion = kExclude | kExcludeBase;

struct Key {
  std::string_view name;
  KeyBit bit;
};
constexpr std::array<Key, 8> kKeys = {{
    {"path", kPath},
    {"type", kType},
    {"source", kSource},
    {"target", kTarget},
    {"executable", kExecutable},
    {"label", kLabel},
    {"exclude", kExclude},
    {"exclude_base", kExcludeBase},
}};

struct Type {
  std::string_view name;
  DeclarationType type;
  unsigned needs;  // beside path and type
  unsigned takes;  // beside these and label
};
constexpr std::array<Type, 8> kTypes = {{
    {"file", DeclarationType::kFile, kSource, kExecutable | kExclusion},
    {"tree", DeclarationType::kTree, kSource, kExclusion},
    {"link", DeclarationType::kLink, kTarget, 0},
    {"raw_link", DeclarationType::kRawLink, kSource, 0},
    {"file_or_raw_link", DeclarationType::kFileOrRawLink, kSource, kTarget | kExclusion},
    {"empty", DeclarationType::kEmpty, 0, 0},
    {"directory", DeclarationType::kDirectory, 0, 0},
    {"excluded", DeclarationType::kExcluded, 0, 0},
}};

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

template <typename Table>
const auto& Lookup(const Table& table, std::string_view name, std::string_view kind) {
  for (const auto& row : table) {
    if (row.name == name) return row;
  }
  throw Malformed{"unknown " + std::string(kind) + " " + Quoted(name)};
}

// `role`: what the value is to the key, for messages.
std::string_view StringValue(const Key& key, const simdjson::dom::element& value,
                             std::string_view role = "the value of ") {
  const auto fault = [&](std::string_view what) {
    return Malformed{std::string(role) + Quoted(key.name) + std::string(what)};
  };
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) throw fault(" is not a string");
  if (text.empty() && key.bit != kLabel) throw fault(" is empty");
  if (text.find('\0') != std::string_view::npos) throw fault(" holds a NUL byte");
  return text;
}

std::vector<std::string_view> StringsValue(const Key& key, const simdjson::dom::element& value) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) {
    throw Malformed{"the value of " + Quoted(key.name) + " is not an array"};
  }
  std::vector<std::string_view> strings;
  strings.reserve(array.size());
  for (const simdjson::dom::element item : array) {
    strings.push_back(StringValue(key, item, "a value in "));
  }
  return strings;
}

bool BoolValue(const Key& key, const simdjson::dom::element& value) {
  bool flag = false;
  if (value.get(flag) != simdjson::SUCCESS) {
    throw Malformed{"the value of " + Quoted(key.name) + " is not true or false"};
  }
  return flag;
}

// Stores one field; returns the type's row if it is that field.
const Type* Store(const Key& key, const simdjson::dom::element& value, Declaration* declaration) {
  switch (key.bit) {
    case kPath:
      declaration->path = StringValue(key, value);
      break;
    case kType:
      return &Lookup(kTypes, StringValue(key, value), "type");
    case kSource:
      declaration->source = StringValue(key, value);
      break;
    case kTarget:
      declaration->target = StringValue(key, value);
      break;
    case kExecutable:
      declaration->executable = BoolValue(key, value);
      break;
    case kLabel:
      declaration->label = StringValue(key, value);
      break;
    case kExclude:
      declaration->exclude = StringsValue(key, value);
      break;
    case kExcludeBase:
      declaration->exclude_base = StringValue(key, value);
      break;
  }
  return nullptr;
}

void CheckKeys(const Type* type, unsigned present) {
  const unsigned needed = kPath | kType | (type != nullptr ? type->needs : 0);
  for (const Key& key : kKeys) {
    const bool is_present = (present & key.bit) != 0;
    if (!is_present && (needed & key.bit) != 0) throw Malformed{"no key " + Quoted(key.name)};
    if (type == nullptr || !is_present) continue;
    if (((needed | type->takes | kLabel) & key.bit) == 0) {
      throw Malformed{"type " + Quoted(type->name) + " has no key " + Quoted(key.name)};
    }
  }
}

void CheckExclusion(const Declaration& declaration, unsigned present) {
  if ((present & kExclusion) == 0) return;
  if ((present & kExclude) == 0) throw Malformed{R"(key "exclude_base" without "exclude")"};
  if ((present & kExcludeBase) == 0) throw Malformed{R"(key "exclude" without "exclude_base")"};
  const std::string_view base = declaration.exclude_base;
  if (declaration.path == base || IsBelow(declaration.path, base)) return;
  throw Malformed{"the path is not in \"exclude_base\", which is " + Quoted(base)};
}

Declaration ReadFields(const simdjson::dom::object& object) {
  Declaration declaration;
  const Type* type = nullptr;
  unsigned present = 0;
  for (const simdjson::dom::key_value_pair field : object) {
    const Key& key = Lookup(kKeys, field.key, "key");
    if ((present & key.bit) != 0) throw Malformed{"key " + Quoted(key.name) + " twice"};
    present |= key.bit;
    const Type* named = Store(key, field.value, &declaration);
    if (named != nullptr) type = named;
  }
  CheckKeys(type, present);
  CheckExclusion(declaration, present);
  declaration.type = type->type;
  return declaration;
}

}  // namespace

struct ManifestParser::Json {
  simdjson::dom::parser parser;

  Declaration Parse(std::string_view line) {
    simdjson::dom::element value;
    const simdjson::error_code fault = parser.parse(line.data(), line.size(), false).get(value);
    if (fault != simdjson::SUCCESS) throw Malformed{simdjson::error_message(fault)};
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS) throw Malformed{"not a JSON object"};
    return ReadFields(object);
  }
};

ManifestParser::ManifestParser(std::string path)
    : path_(std::move(path)), json_(std::make_unique<Json>()) {}

ManifestParser::~ManifestParser() = default;

size_t ManifestParser::Padding() {
  return simdjson::SIMDJSON_PADDING;
}

const Declaration& ManifestParser::Parse(std::string_view line, uint32_t number) {
  const auto place = [&] { return path_ + ":" + std::to_string(number); };
  try {
    declaration_ = json_->Parse(line);
  } catch (const Malformed& malformed) {
    throw Error("malformed line", place(), malformed.cause);
  }
  const std::string_view fault = LayerPathFault(declaration_.path);
  if (fault.empty()) return declaration_;
  const std::string_view label = declaration_.label;
  throw Error("path refused", declaration_.path, fault,
              label.empty() ? place() : std::string(label) + ", " + place());
}

ManifestReader::ManifestReader(const std::string& path)
    : lines_(path, ManifestParser::Padding()), parser_(path) {}

const Declaration* ManifestReader::Next() {
  const std::optional<std::string_view> line = lines_.Next();
  return line ? &parser_.Parse(*line, ++line_) : nullptr;
}

}  // namespace pyvenv
