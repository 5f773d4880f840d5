#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_fields.h"
#include "base/line_reader.h"
#include "elf/elf_facts.h"
#include "elf/script.h"
#include "metadata/distribution.h"

namespace pyvenv {

/// One line of the facts of a layer: a file that is one of these kinds.
struct FileFacts {
  std::string path;  ///< in the layer
  std::optional<ElfFacts> elf = {};
  std::optional<ScriptFacts> script = {};
  std::optional<DistributionFacts> distribution = {};
  std::string python_version = {};  ///< of the interpreter whose file this is; empty for another
};

/// Reads one line of the facts of a layer. Throws JsonFault for one of another form.
FileFacts ParseFacts(std::string_view line, JsonParser* parser);

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
