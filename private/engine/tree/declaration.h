#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pyvenv {

enum class DeclarationType : uint8_t {
  kFile,           ///< the file at `source`, links followed; a directory is taken for kTree
  kTree,           ///< every file below the directory at `source`, links followed
  kLink,           ///< a link with the text `target`
  kRawLink,        ///< a link with the text of the link at `source`
  kFileOrRawLink,  ///< kRawLink or else kFile, or kLink if there is a `target`: LinkRule decides
  kContent,        ///< a file whose content is `source`; no manifest has it
  kEmpty,          ///< an empty file
  kDirectory,
  kExcluded,  ///< left out: nothing but a comment in the listing
};

/// One line of a manifest: what someone wants at a path of the layer. The disk has not been asked
/// yet.
struct Declaration {
  DeclarationType type = DeclarationType::kFile;
  std::string_view path;
  std::string_view source;
  std::string_view target;
  std::string_view label;
  bool executable = false;

  /// Patterns, see PathPattern, of what is to be left out of a directory at `source`. They match
  /// paths below `exclude_base`, which is `path` or a directory above it.
  std::vector<std::string_view> exclude;
  std::string_view exclude_base;
};

}  // namespace pyvenv
