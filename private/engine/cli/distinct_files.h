#pragma once

#include <span>
#include <string>

namespace pyvenv {

/// Throws UsageError if an output is an input or another output, by whatever path: outputs are
/// removed before anything is read. Empty paths are none.
void CheckDistinct(std::span<const std::string> outputs, std::span<const std::string> inputs);

}  // namespace pyvenv
