#pragma once

#include <string>
#include <string_view>

#include "base/path.h"
#include "source/source_tree.h"

namespace pyvenv {

/// The Python that a virtual environment was made with.
struct BaseInterpreter {
  std::string prefix;      ///< where it is installed, on this machine
  std::string executable;  ///< the real path of its program, on this machine
  std::string library;     ///< the name of the directory of its standard library: python3.11

  /// The name of its program.
  [[nodiscard]] std::string_view Name() const { return NameOf(executable); }
};

/// Finds the Python whose program is at `executable`, or, if that is not where it was installed, in
/// the directory `home`. Throws Error if no standard library lies where CPython looks for it.
BaseInterpreter FindBaseInterpreter(const std::string& executable, const std::string& home,
                                    const std::string& library);

/// Adds the program, the standard library, and libpython if the program needs it, below `place` in
/// the image, below the root of that index; without what is installed in site-packages, tests,
/// bytecode, and static libraries. Links that lead to what is not taken become what they lead to.
void AddBaseInterpreter(const BaseInterpreter& interpreter, const std::string& place, uint32_t root,
                        SourceTree* tree);

}  // namespace pyvenv
