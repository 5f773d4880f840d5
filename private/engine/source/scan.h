#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pyvenv {

/// One thing below a directory.
struct Found {
  enum class Type : uint8_t {
    kFile,
    kLink,
    kEmptyDirectory,
    kOther,  ///< a device, a pipe, a socket
  };

  std::string path;  ///< relative to the directory
  Type type = Type::kFile;
  std::string text;  ///< of a link
};

/// Everything below `directory` but directories that hold something, sorted by the bytes of their
/// paths. No link is followed. `enter` is asked with a directory's relative path whether to go in,
/// on the thread that calls; two threads read.
std::vector<Found> Scan(const std::string& directory,
                        const std::function<bool(const std::string& path)>& enter);

}  // namespace pyvenv
