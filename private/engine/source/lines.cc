#include "source/lines.h"

#include <sys/stat.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"

namespace pyvenv {
namespace {

constexpr uint64_t kMostBytes = uint64_t{64} << 20U;

}  // namespace

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::string_view WithoutEnd(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string ReadText(const std::string& path) {
  const File file = File::OpenToRead(path);
  const auto size = static_cast<uint64_t>(file.Status().st_size);
  if (size > kMostBytes) throw Error("cannot read", path, "larger than 64 MiB");
  std::string text(size, '\0');
  text.resize(file.ReadAt(0, text.data(), text.size()));
  return text;
}

}  // namespace pyvenv
