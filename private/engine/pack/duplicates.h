#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>

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
  /// Whether a file's content is that of an earlier entry.
  using Comparison = std::function<bool(uint32_t entry)>;

  /// The entry that holds this content with this mode, if the file may be a link to it; otherwise
  /// `entry` holds it from now on. Only files of the same fingerprint (see FingerprintOf) are
  /// compared.
  ///
  /// No more than 1000 links share a file: some file systems allow few (ext4: 65,000).
  std::optional<uint32_t> FindOrAdd(uint64_t fingerprint, uint32_t mode, uint32_t entry,
                                    const Comparison& is_content_of);

 private:
  struct Holder {
    uint32_t entry;
    uint16_t links;
    bool is_executable;
  };

  std::unordered_multimap<uint64_t, Holder> holders_;
};

}  // namespace pyvenv
