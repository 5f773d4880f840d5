#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pyvenv {

/// A command to start, with nothing of this process's surroundings but what is said here.
struct Process {
  std::vector<std::string> command;      ///< the program first; by a path, or found on PATH
  std::vector<std::string> environment;  ///< NAME=VALUE
  std::string directory;                 ///< to start in; empty: this process's own

  /// Whether root shall be refused what the modes of files refuse.
  bool heeds_modes = false;
};

/// Where what a process says goes.
enum class Output {
  kKept,        ///< standard output and standard error to the end's `out`, as they come
  kPassed,      ///< to this process's own
  kPassedKept,  ///< so, and standard output to `out` too
};

struct ProcessEnd {
  int status = 0;        ///< exit status, or 128 + the signal's number
  bool is_late = false;  ///< it was ended because the time was over
  std::string out;
  bool is_cut = false;  ///< `out` has only the first kMostKept bytes
};

/// Of what a process says: as much as an expected text has (ReadTextFile).
constexpr size_t kMostKept = size_t{64} << 20U;

/// The exit status of a command that could not be started, as a shell has it.
constexpr int kCannotStart = 127;

/// Runs a process to its end, standard input being empty, and ends whatever it has left running.
/// It is ended itself when the time is over, and when a signal comes to this process
/// (SignalsBlocked), which is thrown as Error. Nothing of what it started outlives this call,
/// unless it left by means that only a process namespace prevents.
ProcessEnd RunProcess(const Process& process, Output output,
                      std::optional<std::chrono::seconds> limit = {});

}  // namespace pyvenv
