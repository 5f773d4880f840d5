#pragma once

#include <span>
#include <string>

#include "base/task_pool.h"
#include "tree/tree.h"

namespace pyvenv {

/// The tree that a manifest describes, sealed: what the disk has to say about each declared input
/// is asked here, except for the content of files, by the tasks of a pool. See ManifestParser for
/// the format; sources are relative to the working directory. Errors name the label and the line;
/// of several it is the first in the manifest.
///
/// `bytecode`: manifests of bytecode, for AddBytecodeLinks.
Tree BuildTree(const std::string& manifest, TaskPool& pool,
               std::span<const std::string> bytecode = {});

}  // namespace pyvenv
