#pragma once

namespace pyvenv {

/// `layer_packer report`: writes the table of the layers, and the page if asked. Returns the exit
/// status.
int ReportMain(int argc, char** argv);

}  // namespace pyvenv
