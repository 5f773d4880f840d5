#pragma once

namespace pyvenv {

/// `layer_packer verify`: checks the union of layers by their listings. Returns the exit status,
/// which is 1 for errors in the union too.
int VerifyMain(int argc, char** argv);

}  // namespace pyvenv
