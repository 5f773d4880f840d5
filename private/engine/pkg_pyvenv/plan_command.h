#pragma once

namespace pyvenv {

/// `pkg_pyvenv plan`: prints which layers a source would be packed into. Returns the exit status.
int PlanMain(int argc, char** argv);

}  // namespace pyvenv
