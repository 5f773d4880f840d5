#pragma once

#include "cli/command.h"

namespace pyvenv {

/// `layer_packer verify`: checks the union of layers by their listings. Its exit status is 1 for
/// errors in the union too.
Command VerifyCommand();

}  // namespace pyvenv
