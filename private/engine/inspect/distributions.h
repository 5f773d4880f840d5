#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inspect/layer_union.h"

namespace pyvenv {

/// A Python distribution that is in the union more than once.
struct RepeatedDistribution {
  std::string name;         ///< normalised
  LayerUnion::Node first;   ///< its first `dist-info` directory
  LayerUnion::Node second;  ///< another one
};

/// A distribution's name as PEP 503 compares it: lower case, runs of "-", "_" and "." as one "-".
std::string NormalizedName(std::string_view name);

/// The distributions that come twice, whatever their versions. What counts is a directory
/// `<name>-<version>.dist-info` in one called `site-packages`; not one vendored deeper down, nor
/// one in an interpreter or a virtual environment (`lib/python3.11/site-packages`), which has its
/// own.
std::vector<RepeatedDistribution> RepeatedDistributions(const LayerUnion& layers);

}  // namespace pyvenv
