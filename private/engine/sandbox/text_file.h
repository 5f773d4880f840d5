#pragma once

#include <string>

namespace pyvenv {

/// All that a small file holds.
std::string ReadTextFile(const std::string& path);

}  // namespace pyvenv
