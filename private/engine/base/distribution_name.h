#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pyvenv {

/// How the names of directories end that say what is installed: of wheels, and of what is older.
constexpr std::string_view kDistInfo = ".dist-info";
constexpr std::string_view kEggInfo = ".egg-info";

/// A distribution's name as PEP 503 compares it: lower case, runs of "-", "_" and "." as one "-".
std::string NormalizedName(std::string_view name);

/// What the name of an installed distribution's directory says.
struct DistInfo {
  std::string name;  ///< normalised by ParseDistInfo
  std::string version;
};

/// What a directory (or file) called `<name>-<version>.dist-info`, or as eggs are
/// `<name>-<version>-py3.11.egg-info`, says as it stands; the name alone where there is no version.
DistInfo SplitInfoName(std::string_view directory);

/// Reads `<name>-<version>.dist-info`; nothing for a directory of another name.
std::optional<DistInfo> ParseDistInfo(std::string_view directory);

}  // namespace pyvenv
