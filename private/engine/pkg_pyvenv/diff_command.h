#pragma once

namespace pyvenv {

/// `pkg_pyvenv diff`. Returns the exit status.
int DiffMain(int argc, char** argv);

}  // namespace pyvenv
