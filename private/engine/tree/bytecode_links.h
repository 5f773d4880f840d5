#pragma once

#include <span>
#include <string>

#include "tree/tree.h"

namespace pyvenv {

/// Python looks for the bytecode of a module in `__pycache__` beside the path by which it came to
/// the module (PEP 3147, "Flow chart"). For a link to a single module that is beside the link,
/// where there is none, so this adds one: for
///
///   a/x.py -> ../b/y.py              and   b/__pycache__/y.cpython-311.pyc
///
/// the link
///
///   a/__pycache__/x.cpython-311.pyc -> ../../b/__pycache__/y.cpython-311.pyc
///
/// Where the tree has that path already, it stays as it is. Links to links get none, nor do those
/// that lead through a directory and up again.
///
/// `manifests`: of the bytecode that is packed, in this layer or another, see ManifestReader; of
/// other entries nothing is taken. `tree` must not be sealed yet.
void AddBytecodeLinks(std::span<const std::string> manifests, Tree* tree);

}  // namespace pyvenv
