#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// A flag, or a word without one, that a command takes.
struct Parameter {
  std::string names;  ///< of a flag "-o,--output"; what stands for a word, "LAYER"
  /// What stands for the value, and tells what that is: "none|gzip|zstd" are all the values that
  /// there are; a name with FILE or DIRECTORY in it means a path; empty for a flag without one.
  std::string value;
  std::string help;
  bool is_required = false;
  bool is_repeated = false;  ///< may come several times

  [[nodiscard]] bool IsFlag() const { return names.starts_with('-'); }

  /// "-o" and "--output".
  [[nodiscard]] std::vector<std::string_view> Names() const;

  /// The values that there are; none if any text may be one.
  [[nodiscard]] std::vector<std::string_view> Choices() const;
};

/// What an exit status means.
struct ExitStatus {
  int status;
  std::string meaning;
};

/// What there is to say of a command: --help, the man page and completion are made of this.
struct CommandManual {
  std::string name;  ///< as a user types it, the program first
  std::string description;
  std::string notes;  ///< paragraphs that say more; lines that begin with "- " are a list
  std::vector<Parameter> parameters;  ///< flags and words, in the order of --help
  Parameter rest;                     ///< what may come after "--"; without names: nothing
  std::vector<ExitStatus> statuses;
  std::vector<std::string> examples;  ///< lines for a shell
};

}  // namespace pyvenv
