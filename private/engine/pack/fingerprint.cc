#include "pack/fingerprint.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace pyvenv {

Sha256Digest FingerprintOf(const FileContent& file, Sha256* hash) {
  std::array<char, size_t{16} << 10U> buffer{};
  hash->Update(std::to_string(file.size()) + "\n");
  hash->Update(file.Peek(0, buffer));
  hash->Update(file.Peek(file.size() - std::min<uint64_t>(file.size(), buffer.size()), buffer));
  return hash->Finish();
}

Sha256Digest DigestOf(FileContent file, Sha256* hash) {
  std::vector<char> buffer(size_t{256} << 10U);
  for (std::string_view piece; !(piece = file.Next(buffer)).empty();) hash->Update(piece);
  return hash->Finish();
}

}  // namespace pyvenv
