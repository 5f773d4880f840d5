#pragma once

#include <functional>
#include <string>

#include "base/file.h"

namespace pyvenv {

/// Called for everything below a directory that is no directory itself: its path relative to where
/// the walk began, its path on disk, and what it leads to (links followed).
using WalkVisitor =
    std::function<void(const std::string& relative, const std::string& source, FileKind kind)>;

/// Visits everything below the directory `source`, following links, in no order that means
/// anything. Throws for a link that dangles, and for one that leads to a directory it lies in.
void WalkDirectory(const std::string& source, const WalkVisitor& visit);

}  // namespace pyvenv
