#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json_fields.h"
#include "base/line_reader.h"
#include "tree/declaration.h"

namespace pyvenv {

/// Reads the lines of a manifest: JSON Lines in UTF-8, one object a line, one entry an object.
///
///  - path: path in the layer.
///  - type: file, tree, link, raw_link, file_or_raw_link, empty, directory or excluded.
///  - source (of file, tree, raw_link, file_or_raw_link): path on disk.
///  - target (of link): the link's text. Of file_or_raw_link, optional: a file is not packed, but
///    named by a link with this text.
///  - executable (of file, optional): true for mode 0755 whatever the content.
///  - exclude, exclude_base (of tree, file, file_or_raw_link; optional, both or neither): an array
///    of patterns, see PathPattern, of paths below the layer path `exclude_base`, which is `path`
///    or lies above it. If the source is a directory, the files in it that match are left out.
///  - label (optional): who brought the entry, for messages.
///
/// Any other key, a missing one, an empty line, and a path that LayerPathFault refuses are errors,
/// which name the line.
class ManifestParser {
 public:
  /// `path`: of the manifest, for messages.
  explicit ManifestParser(std::string path);

  /// The entry of a line, valid until the next call. `number`: the line's, from 1.
  const Declaration& Parse(std::string_view line, uint32_t number);

 private:
  std::string path_;
  JsonParser json_;
  Declaration declaration_;
};

/// Reads a manifest from the first line to the last.
class ManifestReader {
 public:
  explicit ManifestReader(const std::string& path);

  /// The next entry, valid until the next call; null at the end.
  const Declaration* Next();

  /// The number of the line that Next has read, from 1.
  [[nodiscard]] uint32_t line() const { return line_; }

 private:
  LineReader lines_;
  uint32_t line_ = 0;
  ManifestParser parser_;
};

}  // namespace pyvenv
