#pragma once

namespace pyvenv {

/// `pkg_pyvenv verify`. Returns the exit status.
int VerifyMain(int argc, char** argv);

}  // namespace pyvenv
