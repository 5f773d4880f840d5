#pragma once

#include <span>
#include <string>
#include <vector>

#include "inspect/finding.h"
#include "inspect/layer_union.h"
#include "inspect/loading.h"
#include "inspect/verify.h"

namespace pyvenv {

/// Puts what keeps files from being run or loaded into words, and says who brought them: reads the
/// manifests of their layers.
///
/// `warnings_are_errors`: all but what is only a note.
std::vector<Finding> LoadingFindings(std::span<const LayerToVerify> layers,
                                     const LayerUnion& layer_union, const LoadingFaults& faults,
                                     bool warnings_are_errors);

}  // namespace pyvenv
