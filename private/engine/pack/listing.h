#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "digest/sha256.h"
#include "tar/header.h"

namespace pyvenv {

/// Appends `bytes` to `out` as mtree(5) writes names: what could be misread stands as a backslash
/// and three octal digits, as in vis(3) with VIS_OCTAL.
void AppendEscaped(std::string_view bytes, std::string* out);

/// The inverse of AppendEscaped; empty if a backslash is not followed by three octal digits.
std::optional<std::string> Unescaped(std::string_view text);

/// Writes what is in a layer, as mtree(5) text: a line "#mtree", then one line a member, in the
/// order of the tar: ./<path> type= mode= uid= gid= time= and, of a file, size= sha256digest=, of a
/// link link=.
///
/// The root of the layer, which ours do not have, is called ".".
///
/// A file that is a hard link has the line that a copy would have. mtree has no keyword for the
/// other path, so a comment before the line names it: "# ./<path> hard link: ./<other path>".
class ListingWriter {
 public:
  explicit ListingWriter(ByteSink& sink);

  /// `content`: the SHA-256 of a file's content.
  void Add(const Member& member, const std::optional<Sha256Digest>& content);

  /// A comment about a path that is not in the tar.
  void AddOmitted(std::string_view path, std::string_view why);

 private:
  ByteSink& sink_;
  std::string line_;
};

}  // namespace pyvenv
