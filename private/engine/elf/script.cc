#include "elf/script.h"

#include <algorithm>

#include "base/trimmed.h"

namespace pyvenv {
namespace {

constexpr std::string_view kBlanks = " \t";

}  // namespace

ScriptFacts ReadScript(std::string_view content) {
  content = content.substr(0, kScriptStart);
  content.remove_prefix(std::min(content.size(), std::string_view("#!").size()));
  constexpr std::string_view kEnds("\n\0", 2);
  const std::string_view line = Trimmed(content.substr(0, content.find_first_of(kEnds)), kBlanks);
  const size_t end = std::min(line.find_first_of(kBlanks), line.size());
  return {.interpreter = std::string(line.substr(0, end)),
          .argument = std::string(Trimmed(line.substr(end), kBlanks))};
}

}  // namespace pyvenv
