#pragma once

namespace pyvenv {

/// `pkg_pyvenv report`: writes the page that explains layers. Returns the exit status.
int ReportMain(int argc, char** argv);

}  // namespace pyvenv
