#pragma once

#include <span>
#include <string>

namespace pyvenv {

/// Throws UsageError if an input is the output, which is removed before anything is read.
void CheckOutputIsNoInput(const std::string& output, std::span<const std::string> inputs);

}  // namespace pyvenv
