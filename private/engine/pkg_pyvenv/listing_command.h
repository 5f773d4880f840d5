#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `pkg_pyvenv listing`.
Command ListingCommand();

}  // namespace pyvenv
