#pragma once

#include <string>

#include "tree/tree.h"

namespace pyvenv {

/// The tree that a manifest describes, sealed: what the disk has to say about each declared input
/// is asked here, except for the content of files. See ManifestReader for the format; sources are
/// relative to the working directory. Errors name the label and the line.
Tree BuildTree(const std::string& manifest);

}  // namespace pyvenv
