#include "base/text_file.h"

#include <array>

#include "base/error.h"
#include "base/file.h"

namespace pyvenv {

std::string ReadTextFile(const std::string& path, uint64_t most) {
  File file = File::OpenRegular(path);
  std::string text;
  std::array<char, 65536> buffer{};
  while (const size_t size = file.ReadAtLeast(buffer.size(), buffer.data(), buffer.size())) {
    text.append(buffer.data(), size);
    if (text.size() > most) {
      throw Error("cannot read", path, "larger than " + std::to_string(most >> 20U) + " MiB");
    }
  }
  return text;
}

}  // namespace pyvenv
