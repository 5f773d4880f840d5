#pragma once

#include <cstdint>
#include <string>

namespace pyvenv {

/// What the descriptor beside a layer says of its file.
struct FileDescriptor {
  std::string digest;  ///< "sha256:…"
  uint64_t size = 0;   ///< bytes
};

/// Reads the descriptor that was written beside a layer (see LayerDescriptor). Throws Error for a
/// file of another form.
FileDescriptor ReadFileDescriptor(const std::string& path);

}  // namespace pyvenv
