#include "sandbox/text_file.h"

#include <array>

#include "base/file.h"

namespace pyvenv {

std::string ReadTextFile(const std::string& path) {
  File file = File::OpenToRead(path);
  std::string text;
  std::array<char, 4096> buffer{};
  while (const size_t size = file.ReadAtLeast(buffer.size(), buffer.data(), buffer.size())) {
    text.append(buffer.data(), size);
  }
  return text;
}

}  // namespace pyvenv
