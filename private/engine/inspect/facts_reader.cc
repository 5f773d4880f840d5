#include "inspect/facts_reader.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

#include "base/json_lines.h"
#include "base/path.h"
#include "pack/listing.h"

namespace pyvenv {
namespace {

std::string Text(const JsonValue& value) {
  if (value.kind != JsonKind::kString) throw JsonFault{"not a string"};
  std::optional<std::string> bytes = Unescaped(value.text);
  if (!bytes) throw JsonFault{"a backslash that is not followed by three octal digits"};
  return *std::move(bytes);
}

template <typename Number>
Number NumberOf(const JsonValue& value) {
  if (value.kind != JsonKind::kNumber || value.number > std::numeric_limits<Number>::max()) {
    throw JsonFault{"not a number, or too large"};
  }
  return static_cast<Number>(value.number);
}

bool Truth(const JsonValue& value) {
  if (value.kind != JsonKind::kBool) throw JsonFault{"not true or false"};
  return value.flag;
}

std::vector<std::string> Texts(const JsonValue& value) {
  if (value.kind != JsonKind::kArray) throw JsonFault{"not an array"};
  std::vector<std::string> texts;
  for (const JsonValue& text : value.items) texts.push_back(Text(text));
  return texts;
}

/// Returns whether the key is one of an ELF file's.
bool SetElf(std::string_view key, const JsonValue& value, ElfFacts* elf) {
  if (key == "bits") {
    elf->machine.bits = NumberOf<uint8_t>(value);
  } else if (key == "big_endian") {
    elf->machine.is_big_endian = Truth(value);
  } else if (key == "machine") {
    elf->machine.number = NumberOf<uint16_t>(value);
  } else if (key == "type") {
    elf->type = NumberOf<uint16_t>(value);
  } else if (key == "interpreter") {
    elf->interpreter = Text(value);
  } else if (key == "soname") {
    elf->soname = Text(value);
  } else if (key == "needed") {
    elf->needed = Texts(value);
  } else if (key == "rpath") {
    elf->rpath = Text(value);
  } else if (key == "runpath") {
    elf->runpath = Text(value);
  } else if (key == "fault") {
    elf->fault = Text(value);
  } else {
    return false;
  }
  return true;
}

/// Returns whether the key is one of a script's.
bool SetScript(std::string_view key, const JsonValue& value, ScriptFacts* script) {
  if (key == "script") {
    script->interpreter = Text(value);
  } else if (key == "argument") {
    script->argument = Text(value);
  } else {
    return false;
  }
  return true;
}

/// Returns whether the key is one of a distribution's.
bool SetDistribution(std::string_view key, const JsonValue& value, DistributionFacts* facts) {
  if (key == "distribution") {
    facts->name = Text(value);
  } else if (key == "version") {
    facts->version = Text(value);
  } else if (key == "license") {
    facts->license = Text(value);
  } else if (key == "license_expression") {
    facts->license = Text(value);
    facts->has_license_expression = true;
  } else {
    return false;
  }
  return true;
}

/// Returns whether the key is of this kind of file, which the file then is.
template <typename Facts>
bool Set(std::string_view key, const JsonValue& value, std::optional<Facts>* facts,
         bool (*set)(std::string_view, const JsonValue&, Facts*)) {
  Facts fresh;
  const bool is_set = set(key, value, *facts ? &**facts : &fresh);
  if (is_set && !*facts) *facts = std::move(fresh);
  return is_set;
}

ptrdiff_t KindsOf(const FileFacts& facts) {
  const bool kinds[] = {facts.elf.has_value(), facts.script.has_value(),
                        facts.distribution.has_value(), !facts.python_version.empty()};
  return std::count(std::begin(kinds), std::end(kinds), true);
}

}  // namespace

FileFacts ParseFacts(std::span<const JsonField> fields) {
  FileFacts facts;
  for (const auto& [key, value] : fields) {
    if (key == "path") {
      facts.path = Text(value);
    } else if (key == "python") {
      facts.python_version = Text(value);
    } else if (!Set(key, value, &facts.elf, SetElf) && !Set(key, value, &facts.script, SetScript) &&
               !Set(key, value, &facts.distribution, SetDistribution)) {
      throw JsonFault{"unknown key \"" + Printable(key) + "\""};
    }
  }
  if (facts.path.empty()) throw JsonFault{"no \"path\""};
  if (KindsOf(facts) != 1) throw JsonFault{"not a file of one kind"};
  return facts;
}

void ForEachFacts(const std::string& path, const std::function<void(FileFacts)>& take) {
  ForEachJsonLine(path, [&](std::span<const JsonField> fields) { take(ParseFacts(fields)); });
}

}  // namespace pyvenv
