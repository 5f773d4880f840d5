#pragma once

#include "digest/sha256.h"
#include "pack/file_content.h"

namespace pyvenv {

/// What equal files have in common and others seldom do, for 32 KiB of reading whatever their size:
/// the SHA-256 of the size, the beginning and the end.
Sha256Digest FingerprintOf(const FileContent& file, Sha256* hash);

/// The SHA-256 of a whole file.
Sha256Digest DigestOf(FileContent file, Sha256* hash);

}  // namespace pyvenv
