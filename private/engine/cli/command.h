#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace pyvenv {

/// Runs a command to its exit status: 0, or 1 with one line on standard error where the input or
/// the machine is at fault, or 2 for wrong usage. `run` is called once the command line has been
/// read into `app`'s options; it may still throw CLI::ValidationError.
int RunCommand(CLI::App& app, int argc, char** argv, const std::function<void()>& run);

}  // namespace pyvenv
