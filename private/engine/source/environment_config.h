#pragma once

#include <functional>
#include <string>

#include "source/source_tree.h"

namespace pyvenv {

/// What an image must be told to start a program of an environment that lies at `prefix` there.
/// `command`: see EnvironmentOptions::entrypoint. `has`: whether the image has a path of the
/// environment. Throws Error if that has no such program.
StartConfig EnvironmentConfig(const std::string& prefix, const std::string& command,
                              const std::function<bool(const std::string& path)>& has);

}  // namespace pyvenv
