#include "cli/distinct_files.h"

#include <algorithm>

#include "cli/command.h"

namespace pyvenv {

void CheckOutputIsNoInput(const std::string& output, std::span<const std::string> inputs) {
  if (std::find(inputs.begin(), inputs.end(), output) == inputs.end()) return;
  throw UsageError(output, "two flags name this file");
}

}  // namespace pyvenv
