#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json_fields.h"
#include "base/line_reader.h"
#include "elf/elf_facts.h"
#include "elf/script.h"

namespace pyvenv {

/// One line of the facts of a layer.
struct FileFacts {
  std::string path;             ///< in the layer
  std::optional<ElfFacts> elf;  ///< empty for a script
  ScriptFacts script;
};

/// Reads the facts of a layer as FactsWriter writes them. A line of another form is an error that
/// names it.
class FactsReader {
 public:
  explicit FactsReader(std::string path);

  /// The next file, valid until the next call; null at the end.
  const FileFacts* Next();

 private:
  std::string path_;
  LineReader lines_;
  uint32_t line_ = 0;
  FileFacts facts_;
  JsonParser parser_;
};

}  // namespace pyvenv
