#pragma once

#include <string>

#include "cli/command_manual.h"

namespace pyvenv {

/// "Usage: pkg_pyvenv listing [OPTIONS] LAYER" without the first word.
std::string UsageLine(const CommandManual& manual);

/// What --help prints: at most 80 columns wide where words allow it. Own, for what CLI11 makes of
/// lists and examples depends on its version.
std::string HelpText(const CommandManual& manual);

}  // namespace pyvenv
