#pragma once

#include <span>
#include <string>

namespace pyvenv {

/// The mapping of repositories for several executables in one runfiles tree: the lines of each
/// one's `_repo_mapping`, every line once, in byte order.
///
/// A line is `<repository that looks up>,<name that it writes>,<directory below the root of the
/// runfiles>` (Bazel's "Locate runfiles with Bzlmod" proposal). Throws Error, which names file and
/// line, for a line of another form, and where one name leads to two directories.
std::string MergeRepoMappings(std::span<const std::string> paths);

}  // namespace pyvenv
