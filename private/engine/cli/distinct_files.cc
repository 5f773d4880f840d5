#include "cli/distinct_files.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace pyvenv {

void CheckOutputIsNoInput(const std::string& output, std::span<const std::string> inputs) {
  if (std::find(inputs.begin(), inputs.end(), output) == inputs.end()) return;
  throw CLI::ValidationError(output, "two flags name this file");
}

}  // namespace pyvenv
