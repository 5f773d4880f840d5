#pragma once

namespace pyvenv {

/// `pkg_pyvenv layers`: packs a source into layers. Returns the exit status.
int LayersMain(int argc, char** argv);

}  // namespace pyvenv
