#pragma once

#include <string>
#include <string_view>

namespace pyvenv {

/// A distribution's name as PEP 503 compares it: lower case, runs of "-", "_" and "." as one "-".
std::string NormalizedName(std::string_view name);

/// The normalised name of `<name>-<version><suffix>`, as the directory of an installed distribution
/// is called. In it neither part contains "-": wheels write it as "_" (PEP 427).
std::string NameOfInfoDirectory(std::string_view directory, std::string_view suffix);

}  // namespace pyvenv
