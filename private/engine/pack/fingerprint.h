#pragma once

#include <cstdint>
#include <string_view>

#include "digest/sha256.h"
#include "pack/file_content.h"

namespace pyvenv {

/// What equal files have in common and others seldom do: the size, the beginning and the end. It is
/// worth nothing beyond this process.
///
/// That of a file on disk takes 32 KiB of reading, however large it is, and differs from that of
/// the same content in memory. Of files, those of one size are all read in one of both ways; an
/// entry of type kContent is in memory however large, and may miss an equal file.
uint64_t FingerprintOf(std::string_view content);
uint64_t FingerprintOf(const FileContent& file);

/// The SHA-256 of a whole file.
Sha256Digest DigestOf(FileContent file, Sha256* hash);

}  // namespace pyvenv
