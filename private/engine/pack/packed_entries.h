#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "digest/sha256.h"
#include "pack/pack_options.h"
#include "tar/header.h"
#include "tree/tree.h"

namespace pyvenv {

/// What the tar says of each entry of a tree. Entries are named by their indexes.
///
/// One thread may set what another one reads once it knows of it by other means.
class PackedEntries {
 public:
  PackedEntries(const Tree& tree, const PackOptions& options);

  /// For a file, before MemberOf. `mode`: its permission bits, but for what the options make of
  /// them; `size`: bytes of content; `holder`: the entry whose content it shares as a hard link.
  void SetFile(size_t entry, uint32_t mode, uint64_t size, std::optional<uint32_t> holder = {});

  /// What the header of an entry says. Not for omitted ones.
  [[nodiscard]] Member MemberOf(size_t index) const;

  [[nodiscard]] std::optional<uint32_t> HolderOf(size_t entry) const;

  /// The SHA-256 of a file's content, for those that may become holders.
  void SetDigest(size_t entry, const Sha256Digest& digest) { digests_[entry] = digest; }
  [[nodiscard]] const Sha256Digest& DigestOf(size_t entry) const { return digests_[entry]; }

 private:
  struct File {
    uint64_t size;
    uint32_t holder;
    uint32_t mode;
  };

  const Tree& tree_;
  const PackOptions& options_;
  // Not cleared: memory of entries that have none of it is never touched.
  std::unique_ptr<File[]> files_;
  std::unique_ptr<Sha256Digest[]> digests_;
};

}  // namespace pyvenv
