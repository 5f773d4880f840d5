#pragma once

#include <string>
#include <vector>

namespace pyvenv {

/// Two files that want one path of the runfiles tree, or one that wants a path below another's; the
/// tree, like Bazel's, has only one of them. Layers cannot tell: what was dropped is in none.
struct Conflict {
  std::string path;           ///< of what was dropped, in the layers
  std::string dropped;        ///< its path in the build
  std::string dropped_label;  ///< may be empty
  std::string kept;
  std::string kept_label;
  std::string below;  ///< where `kept` is, if not at `path`
};

/// Reads the conflicts that the rule found: JSON Lines in UTF-8, one object a line with the keys
/// path, dropped, kept (strings) and perhaps dropped_label, kept_label, below. A line of another
/// form is an error that names it.
std::vector<Conflict> ReadConflicts(const std::string& path);

}  // namespace pyvenv
