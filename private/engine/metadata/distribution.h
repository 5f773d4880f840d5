#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pyvenv {

/// What an installed distribution says of itself.
struct DistributionFacts {
  std::string name;                     ///< as its author writes it
  std::string version;                  ///< empty if nothing tells it
  std::string license;                  ///< empty if nothing tells it
  bool has_license_expression = false;  ///< `license` is an SPDX expression, not just words
};

/// As much of a distribution's description as is looked at: behind its fields often is a README.
constexpr size_t kDistributionStart = size_t{64} << 10U;

/// Whether this is the description of an installed distribution: `METADATA` of a `dist-info`,
/// `PKG-INFO` of an `egg-info`, or an `egg-info` that is a file. Those of distributions that others
/// have vendored count as well.
bool DescribesDistribution(std::string_view path);

/// Reads a description's fields (packaging.python.org, "Core metadata specifications"). The
/// licence is `License-Expression`, else `License` if that is one line, else the licences among the
/// classifiers, else the first line of `License`. What has no name is called as its directory is.
///
/// `content`: the file, or at least its first kDistributionStart bytes; may be empty.
DistributionFacts ReadDistribution(std::string_view path, std::string_view content);

}  // namespace pyvenv
