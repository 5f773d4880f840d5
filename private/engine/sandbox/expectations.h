#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sandbox/process.h"

namespace pyvenv {

/// What a program is to do.
struct Expectations {
  int status = 0;
  std::optional<std::string> output;  ///< a file with all that it is to print
  std::vector<std::string> texts;     ///< that its output is to have
};

/// What is otherwise, a line each.
std::vector<std::string> Failures(const Expectations& expectations, const ProcessEnd& end);

}  // namespace pyvenv
