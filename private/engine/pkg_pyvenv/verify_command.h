#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv verify`.
Command VerifyCommand();

}  // namespace pyvenv
