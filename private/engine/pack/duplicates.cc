#include "pack/duplicates.h"

#include <cstring>

#include "pack/mode.h"

namespace pyvenv {
namespace {

constexpr uint32_t kMostLinks = 1000;

constexpr size_t kDataEncoding = 5;  // e_ident[EI_DATA]: 1 little-endian, 2 big-endian
constexpr char kBigEndian = 2;
constexpr size_t kType = 16;  // e_type, two bytes
constexpr char kSharedObject = 3;

}  // namespace

bool MayBeHardLink(std::string_view start) {
  if (!IsElf(start) || start.size() < kType + 2) return true;
  const size_t low_byte = start[kDataEncoding] == kBigEndian ? kType + 1 : kType;
  return start[low_byte] != kSharedObject;
}

std::optional<uint32_t> Duplicates::FindOrAdd(const Sha256Digest& digest, uint32_t mode,
                                              uint32_t entry) {
  auto& holders = (mode & kAnyExecute) != 0 ? executable_ : plain_;
  const auto [found, is_new] = holders.try_emplace(digest, Holder{.entry = entry, .links = 0});
  Holder& holder = found->second;
  if (is_new) return std::nullopt;
  if (holder.links == kMostLinks) {
    holder = {.entry = entry, .links = 0};
    return std::nullopt;
  }
  ++holder.links;
  return holder.entry;
}

// The digest is as good as random; its first bytes will do.
size_t Duplicates::DigestHash::operator()(const Sha256Digest& digest) const {
  size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

}  // namespace pyvenv
