#include "tree/manifest.h"

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json_lines.h"
#include "base/path.h"
#include "base/quoted.h"

namespace pyvenv {
namespace {

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

template <typename Table>
const auto& Lookup(const Table& table, std::string_view name, std::string_view kind) {
  for (const auto& row : table) {
    if (row.name == name) return row;
  }
  throw JsonFault{"unknown " + std::string(kind) + " " + Quoted(name)};
}

// `role`: what the value is to the key, for messages.
std::string_view StringValue(const Key& key, const JsonValue& value,
                             std::string_view role = "the value of ") {
  const auto fault = [&](std::string_view what) {
    return JsonFault{std::string(role) + Quoted(key.name) + std::string(what)};
  };
  const std::string_view text = value.text;
  if (value.kind != JsonKind::kString) throw fault(" is not a string");
  if (text.empty() && key.bit != kLabel) throw fault(" is empty");
  if (text.find('\0') != std::string_view::npos) throw fault(" holds a NUL byte");
  return text;
}

std::vector<std::string_view> StringsValue(const Key& key, const JsonValue& value) {
  if (value.kind != JsonKind::kArray) {
    throw JsonFault{"the value of " + Quoted(key.name) + " is not an array"};
  }
  std::vector<std::string_view> strings;
  strings.reserve(value.items.size());
  for (const JsonValue& item : value.items) {
    strings.push_back(StringValue(key, item, "a value in "));
  }
  return strings;
}

bool BoolValue(const Key& key, const JsonValue& value) {
  if (value.kind != JsonKind::kBool) {
    throw JsonFault{"the value of " + Quoted(key.name) + " is not true or false"};
  }
  return value.flag;
}

// Stores one field; returns the type's row if it is that field.
const Type* Store(const Key& key, const JsonValue& value, Declaration* declaration) {
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
    if (!is_present && (needed & key.bit) != 0) throw JsonFault{"no key " + Quoted(key.name)};
    if (type == nullptr || !is_present) continue;
    if (((needed | type->takes | kLabel) & key.bit) == 0) {
      throw JsonFault{"type " + Quoted(type->name) + " has no key " + Quoted(key.name)};
    }
  }
}

void CheckExclusion(const Declaration& declaration, unsigned present) {
  if ((present & kExclusion) == 0) return;
  if ((present & kExclude) == 0) throw JsonFault{R"(key "exclude_base" without "exclude")"};
  if ((present & kExcludeBase) == 0) throw JsonFault{R"(key "exclude" without "exclude_base")"};
  const std::string_view base = declaration.exclude_base;
  if (declaration.path == base || IsBelow(declaration.path, base)) return;
  throw JsonFault{"the path is not in \"exclude_base\", which is " + Quoted(base)};
}

Declaration ReadFields(std::span<const JsonField> fields) {
  Declaration declaration;
  const Type* type = nullptr;
  unsigned present = 0;
  for (const JsonField& field : fields) {
    const Key& key = Lookup(kKeys, field.key, "key");
    if ((present & key.bit) != 0) throw JsonFault{"key " + Quoted(key.name) + " twice"};
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

ManifestParser::ManifestParser(std::string path) : path_(std::move(path)) {}

const Declaration& ManifestParser::Parse(std::string_view line, uint32_t number) {
  ReadJsonLine(path_, number, [&] { declaration_ = ReadFields(json_.Parse(line)); });
  const std::string_view fault = LayerPathFault(declaration_.path);
  if (fault.empty()) return declaration_;
  const std::string place = path_ + ":" + std::to_string(number);
  const std::string_view label = declaration_.label;
  throw Error("path refused", declaration_.path, fault,
              label.empty() ? place : std::string(label) + ", " + place);
}

ManifestReader::ManifestReader(const std::string& path) : lines_(path), parser_(path) {}

const Declaration* ManifestReader::Next() {
  const std::optional<std::string_view> line = lines_.Next();
  return line ? &parser_.Parse(*line, ++line_) : nullptr;
}

}  // namespace pyvenv
