#pragma once

#include <string>

#include "diff/layer_diff.h"

namespace pyvenv {

/// Why a layer has another digest, in one sentence, printable: "external changed because
/// numpy 2.1.0 became 2.1.1 (312 files, 4.1 MB)." For a layer with differences.
std::string Reason(const BuildDiff& build, const LayerDiff& layer);

/// "<uid>:<gid>".
std::string OwnerText(const MemberAttributes& attributes);

}  // namespace pyvenv
