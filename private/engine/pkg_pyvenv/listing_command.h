#pragma once

namespace pyvenv {

/// `pkg_pyvenv listing`. Returns the exit status.
int ListingMain(int argc, char** argv);

}  // namespace pyvenv
