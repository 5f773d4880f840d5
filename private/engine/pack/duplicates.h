#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "digest/sha256.h"

namespace pyvenv {

/// Below this size a hard link saves nothing worth the name.
constexpr uint64_t kSmallestDuplicate = 4096;

/// Whether a file whose content begins so may be a hard link.
///
/// glibc takes two paths of one inode for one library and loads it once, where two copies have
/// state of their own; so whatever can be loaded is left alone: ELF files of type ET_DYN (System V
/// ABI, "ELF Header"). Executables that can be placed anywhere are of that type too, and what tells
/// them apart lies deep inside; they come twice so seldom that it does not matter.
///
/// `start`: at least the first 18 bytes of the content, if it has so many.
bool MayBeHardLink(std::string_view start);

/// The contents that a layer has so far, and which entry holds each.
class Duplicates {
 public:
  /// The entry that holds this content with this mode, if a file of `digest` may be a link to it;
  /// otherwise `entry` holds it from now on.
  ///
  /// No more than 1000 links share a file: some file systems allow few (ext4: 65,000).
  std::optional<uint32_t> FindOrAdd(const Sha256Digest& digest, uint32_t mode, uint32_t entry);

  /// Whether a large file of this fingerprint (see FingerprintOf) may be there already; from now on
  /// it may.
  bool MayKnow(const Sha256Digest& fingerprint) {
    return !fingerprints_.insert(fingerprint).second;
  }

 private:
  struct Holder {
    uint32_t entry;
    uint32_t links;
  };
  struct DigestHash {
    size_t operator()(const Sha256Digest& digest) const;
  };

  std::unordered_map<Sha256Digest, Holder, DigestHash> plain_;
  std::unordered_map<Sha256Digest, Holder, DigestHash> executable_;
  std::unordered_set<Sha256Digest, DigestHash> fingerprints_;
};

}  // namespace pyvenv
