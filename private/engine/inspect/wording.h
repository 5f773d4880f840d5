#pragma once

#include <span>
#include <vector>

#include "inspect/conflicts.h"
#include "inspect/faults.h"
#include "inspect/finding.h"
#include "inspect/layer_union.h"
#include "inspect/misplaced.h"
#include "inspect/verify.h"

namespace pyvenv {

/// Puts what was found in a union into words, and says who brought it: reads the manifests of the
/// layers that it is about.
std::vector<Finding> UnionFindings(std::span<const LayerToVerify> layers,
                                   const LayerUnion& layer_union, const UnionFaults& faults,
                                   std::span<const MisplacedDistributions> misplaced);

/// A conflict in words.
Finding ConflictFinding(const Conflict& conflict);

}  // namespace pyvenv
