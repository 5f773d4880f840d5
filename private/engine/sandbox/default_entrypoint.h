#pragma once

#include <string>

#include "sandbox/root_view.h"

namespace pyvenv {

/// The program of a root that nobody has named: /entrypoint, or else the only file or link with a
/// directory of its name and ".runfiles" beside it. Throws CannotStart where there is none, or
/// several.
std::string DefaultEntrypoint(const RootView& root);

}  // namespace pyvenv
