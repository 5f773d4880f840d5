#pragma once

#include <string>

#include "source/environment_layout.h"
#include "source/source_tree.h"

namespace pyvenv {

/// What an image must be told to start a program of an environment that lies at `prefix` there.
/// `command`: see EnvironmentOptions::entrypoint. Throws Error if the environment has no such
/// program.
StartConfig EnvironmentConfig(const EnvironmentLayout& layout, const std::string& prefix,
                              const std::string& command);

}  // namespace pyvenv
