#pragma once

#include <span>
#include <string>
#include <vector>

namespace pyvenv {

/// A word that can stand where the cursor is.
struct Candidate {
  std::string text;
  std::string help;
};

/// What can stand where the cursor is.
struct Completion {
  enum class Paths { kNone, kFiles, kDirectories };

  Paths paths = Paths::kNone;  ///< of the machine, for the shell to complete
  std::vector<Candidate> candidates;
};

/// Completes a command line of pkg_pyvenv from the manuals of its subcommands. `words`: those
/// behind the program's name up to the cursor; the last one is being typed, and may be empty.
Completion Complete(std::span<const std::string> words);

}  // namespace pyvenv
