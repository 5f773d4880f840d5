#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/json_fields.h"
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
FileFacts ParseFacts(std::span<const JsonField> fields);

/// Calls `take` with each file of the facts of a layer, as FactsWriter writes them. A line of
/// another form is an Error that names it.
void ForEachFacts(const std::string& path, const std::function<void(FileFacts)>& take);

}  // namespace pyvenv
