#include "pack/fingerprint.h"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace pyvenv {

namespace {

uint64_t HashOf(std::string_view bytes) {
  return std::hash<std::string_view>()(bytes);
}

uint64_t Combined(uint64_t size, std::string_view first, std::string_view last) {
  const std::array<uint64_t, 3> parts = {size, HashOf(first), HashOf(last)};
  return HashOf({reinterpret_cast<const char*>(parts.data()), sizeof parts});
}

}  // namespace

uint64_t FingerprintOf(std::string_view content) {
  constexpr size_t kEnd = size_t{1} << 10U;
  const size_t end = std::min(content.size(), kEnd);
  return Combined(content.size(), content.substr(0, end), content.substr(content.size() - end));
}

uint64_t FingerprintOf(const FileContent& file) {
  std::array<char, size_t{16} << 10U> first{};
  std::array<char, size_t{16} << 10U> last{};
  const uint64_t end = std::min<uint64_t>(file.size(), last.size());
  return Combined(file.size(), file.Peek(0, first), file.Peek(file.size() - end, last));
}

Sha256Digest DigestOf(FileContent file, Sha256* hash) {
  std::vector<char> buffer(size_t{256} << 10U);
  for (std::string_view piece; !(piece = file.Next(buffer)).empty();) hash->Update(piece);
  return hash->Finish();
}

}  // namespace pyvenv
