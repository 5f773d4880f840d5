#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/contents.h"
#include "testing/temp_dir.h"

namespace pyvenv::testing {

/// Writes `<name>.mtree` with these lines after its first, and `<name>.json` with this size and a
/// digest that follows from the name. `name`: such as "app_tar.main".
LayerFiles WriteLayer(const TempDir& temp, const std::string& name, std::string_view lines,
                      uint64_t size = 1000, std::string_view digest = {});

/// A line of a listing: of a file whose digest is `content` for short, and of a link.
std::string FileLine(std::string_view path, uint64_t size, std::string_view content);
std::string LinkLine(std::string_view path, std::string_view text);

}  // namespace pyvenv::testing
