#pragma once

#include <string>

#include "sandbox/root_writer.h"

namespace pyvenv {

class Progress;

/// Extracts an archive as the next layer: a tar, also one compressed with gzip or zstd. Whiteouts
/// remove what lower layers have. Devices, pipes and sockets are left out: a container's /dev is
/// not the image's. `progress`, unless null, is told of the bytes of the archive. Throws Error,
/// which names the archive, also when a signal waits.
void ExtractLayer(const std::string& archive, RootPart part, RootWriter* root,
                  Progress* progress = nullptr);

/// Copies what a directory holds as the next layer, with the owners and modes that it has there.
/// A link to the absolute path of what would be at its own place is a file of Bazel's sandbox, and
/// followed. Throws Error.
void CopyDirectory(const std::string& directory, RootPart part, RootWriter* root);

/// Copies one file of the machine to `path` in the root.
void CopyFile(const std::string& source, const std::string& path, RootWriter* root);

}  // namespace pyvenv
