#pragma once

#include <cstdint>
#include <string>

namespace pyvenv {

/// All that a file holds, one of /proc too. Throws Error if it cannot be read or is larger than
/// `most` bytes, whole MiB.
std::string ReadTextFile(const std::string& path, uint64_t most = uint64_t{64} << 20U);

}  // namespace pyvenv
