#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspect/layer_union.h"

namespace pyvenv {

/// A Python distribution that is in the union more than once.
struct RepeatedDistribution {
  std::string name;         ///< normalised
  LayerUnion::Node first;   ///< its first `dist-info` directory
  LayerUnion::Node second;  ///< another one
};

/// Whether this is `lib/python3.11`, or the like, of an interpreter or a virtual environment.
bool IsLibraryOfAPython(const LayerUnion& layers, LayerUnion::Node directory);

/// The normalised name of the distribution whose directory this is: one called
/// `<name>-<version>.dist-info` in one called `site-packages`. Nothing for any other path, such as
/// that of a distribution vendored deeper down, or of one in an interpreter or a virtual
/// environment (`lib/python3.11/site-packages`), which has its own.
std::optional<std::string> DistributionAt(const LayerUnion& layers, LayerUnion::Node node);

/// The distributions that come twice, whatever their versions.
std::vector<RepeatedDistribution> RepeatedDistributions(const LayerUnion& layers);

}  // namespace pyvenv
