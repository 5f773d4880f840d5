#pragma once

namespace pyvenv {

/// `layer_packer`: packs one layer. Returns the exit status.
int PackMain(int argc, char** argv);

}  // namespace pyvenv
