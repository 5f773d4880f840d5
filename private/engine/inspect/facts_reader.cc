#include "inspect/facts_reader.h"

#include <limits>
#include <span>
#include <string_view>
#include <utility>

#include "base/error.h"
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

FileFacts ToFacts(std::span<const JsonField> fields) {
  FileFacts facts;
  ElfFacts elf;
  bool is_elf = false;
  bool is_script = false;
  for (const auto& [key, value] : fields) {
    if (key == "path") {
      facts.path = Text(value);
    } else if (key == "script") {
      facts.script.interpreter = Text(value);
      is_script = true;
    } else if (key == "argument") {
      facts.script.argument = Text(value);
    } else if (SetElf(key, value, &elf)) {
      is_elf = true;
    } else {
      throw JsonFault{"unknown key \"" + Printable(key) + "\""};
    }
  }
  if (facts.path.empty()) throw JsonFault{"no \"path\""};
  if (is_elf == is_script) throw JsonFault{"neither an ELF file nor a script"};
  if (is_elf) facts.elf = std::move(elf);
  return facts;
}

}  // namespace

FactsReader::FactsReader(std::string path) : path_(path), lines_(std::move(path)) {}

const FileFacts* FactsReader::Next() {
  const std::optional<std::string_view> line = lines_.Next();
  if (!line) return nullptr;
  const std::string place = path_ + ":" + std::to_string(++line_);
  try {
    facts_ = ToFacts(parser_.Parse(*line));
  } catch (const JsonFault& fault) {
    throw Error("malformed line", place, fault.cause);
  }
  return &facts_;
}

}  // namespace pyvenv
