#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// One line of a RECORD, the list of what a distribution has installed ("Recording installed
/// projects" of the Python packaging specifications): CSV with path, hash, size.
struct RecordRow {
  std::string path;  ///< as it stands: relative to the directory with the *.dist-info, or absolute
  std::string hash;  ///< such as "sha256=…", in base64 for URLs, without padding; may be empty
  std::string line;  ///< the whole line, with its end
};

std::vector<RecordRow> ReadRecord(std::string_view text);

/// The row of a file whose content is now another one.
std::string RowOfContent(const RecordRow& row, std::string_view content);

}  // namespace pyvenv
