#pragma once

namespace pyvenv {

/// `pkg_pyvenv run`: runs a program from its layers, as in a container, and checks what it does.
int RunMain(int argc, char** argv);

}  // namespace pyvenv
