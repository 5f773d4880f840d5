#include "inspect/facts_reader.h"

#include <simdjson.h>

#include <limits>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/path.h"
#include "pack/listing.h"

namespace pyvenv {
namespace {

/// The reason why a line is none of ours.
using Fault = std::string;

std::string Text(simdjson::dom::element value) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) throw Fault("not a string");
  std::optional<std::string> bytes = Unescaped(text);
  if (!bytes) throw Fault("a backslash that is not followed by three octal digits");
  return *std::move(bytes);
}

template <typename Number>
Number NumberOf(simdjson::dom::element value) {
  uint64_t number = 0;
  if (value.get(number) != simdjson::SUCCESS || number > std::numeric_limits<Number>::max()) {
    throw Fault("not a number, or too large");
  }
  return static_cast<Number>(number);
}

bool Truth(simdjson::dom::element value) {
  bool truth = false;
  if (value.get(truth) != simdjson::SUCCESS) throw Fault("not true or false");
  return truth;
}

std::vector<std::string> Texts(simdjson::dom::element value) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) throw Fault("not an array");
  std::vector<std::string> texts;
  for (const simdjson::dom::element text : array) texts.push_back(Text(text));
  return texts;
}

/// Returns whether the key is one of an ELF file's.
bool SetElf(std::string_view key, simdjson::dom::element value, ElfFacts* elf) {
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

FileFacts ToFacts(const simdjson::dom::object& object) {
  FileFacts facts;
  ElfFacts elf;
  bool is_elf = false;
  bool is_script = false;
  for (const auto& [key, value] : object) {
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
      throw Fault("unknown key \"" + Printable(key) + "\"");
    }
  }
  if (facts.path.empty()) throw Fault("no \"path\"");
  if (is_elf == is_script) throw Fault("neither an ELF file nor a script");
  if (is_elf) facts.elf = std::move(elf);
  return facts;
}

}  // namespace

struct FactsReader::Parser {
  simdjson::dom::parser parser;
};

FactsReader::FactsReader(std::string path)
    : path_(path),
      lines_(std::move(path), simdjson::SIMDJSON_PADDING),
      parser_(std::make_unique<Parser>()) {}

FactsReader::~FactsReader() = default;

const FileFacts* FactsReader::Next() {
  const std::optional<std::string_view> line = lines_.Next();
  if (!line) return nullptr;
  const std::string place = path_ + ":" + std::to_string(++line_);
  try {
    simdjson::dom::object object;
    if (parser_->parser.parse(line->data(), line->size(), false).get(object) != simdjson::SUCCESS) {
      throw Fault("not a JSON object");
    }
    facts_ = ToFacts(object);
  } catch (const Fault& fault) {
    throw Error("malformed line", place, fault);
  }
  return &facts_;
}

}  // namespace pyvenv
