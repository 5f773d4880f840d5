#pragma once

#include <string>
#include <vector>

#include "source/application.h"
#include "source/source_tree.h"

namespace pyvenv {

struct EnvironmentOptions {
  std::string directory;  ///< a virtual environment: it has a pyvenv.cfg
  std::string prefix;     ///< its absolute path in the image; empty: where it lies now
  std::vector<Application> applications;
  std::string entrypoint;            ///< what starts the program, and its arguments, see below
  std::vector<std::string> exclude;  ///< patterns of paths below the environment or application
  std::string output;                ///< a directory that is being written
  bool with_interpreter = false;     ///< whether the image gets the Python, too
  bool keep_bytecode = false;        ///< whether __pycache__ is packed
};

/// Reads a virtual environment, of venv, virtualenv or uv, for a path that may be another one in
/// the image: what names its path is rewritten, and so is each RECORD, which then names what is
/// there. docs/venv.md has all of it.
///
/// The first word of `entrypoint` is an absolute path in the image or a program in `bin/`; empty:
/// the environment's Python. Words are separated by spaces.
///
/// Throws Error for what would not work elsewhere: editable installs, *.pth files and links that
/// lead out.
SourceTree ReadVirtualEnvironment(const EnvironmentOptions& options);

}  // namespace pyvenv
