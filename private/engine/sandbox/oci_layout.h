#pragma once

#include <string>
#include <vector>

namespace pyvenv {

/// Whether a directory is an OCI image layout (image-spec, "Image Layout").
bool IsOciLayout(const std::string& directory);

/// The layers of the image in an OCI image layout, bottom to top: paths of its blobs. Of an image
/// for several platforms the one for Linux on this machine's processor. Throws Error where there is
/// none or several.
std::vector<std::string> LayersOfOciLayout(const std::string& directory);

}  // namespace pyvenv
