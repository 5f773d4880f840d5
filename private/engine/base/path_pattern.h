#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// A pattern of paths, as Bazel's `glob` has them. It matches whole paths:
///
///  - `*` stands for any bytes within one segment, also none;
///  - `**` as a whole segment stands for any number of segments, also none, and elsewhere for `*`;
///  - a pattern that ends in "/" means a path and everything below: `x/` is `x/**`;
///  - a pattern without "/" is one of the last segment, in any directory: `x` is `**/x`.
///
/// Every other byte is itself. `private/path_pattern.bzl` reads patterns in the same way.
class PathPattern {
 public:
  explicit PathPattern(std::string_view text);

  /// `path`: relative, in normal form. Takes time in the order of the pattern's bytes times the
  /// path's, whatever the pattern.
  [[nodiscard]] bool Matches(std::string_view path) const;

 private:
  std::vector<std::string> segments_;
};

/// Whether one of them matches.
bool MatchesAny(std::span<const PathPattern> patterns, std::string_view path);

}  // namespace pyvenv
