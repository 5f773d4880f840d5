#pragma once

namespace pyvenv {

/// `layer_packer report`: writes the table of the layers. Returns the exit status.
int ReportMain(int argc, char** argv);

}  // namespace pyvenv
