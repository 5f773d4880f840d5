#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_manual.h"

namespace pyvenv {

/// Thrown for a command line that makes no sense: "<flag>: <cause>".
class UsageError : public std::runtime_error {
 public:
  UsageError(const std::string& flag, const std::string& cause)
      : std::runtime_error(flag + ": " + cause) {}
};

/// A number in decimal digits, from `least` to `most`. Throws UsageError.
uint64_t ParseNumber(std::string_view flag, std::string_view text, uint64_t least = 0,
                     uint64_t most = UINT64_MAX);

/// The command line of one command, what it does, and how it ends. What a flag is bound to keeps
/// its value, the default, where the flag is not given, and has to live as long as the command: a
/// shared_ptr to it in the action sees to that.
///
/// A `usage` is the names of a flag and what stands for its value, see Parameter: "-o,--output
/// FILE"; or what stands for a word that comes without a flag: "LAYER", which is taken for a path,
/// or "SHELL bash|zsh".
///
/// A thin cover over CLI11, whose header takes seconds to compile, so that one file includes it.
class Command {
 public:
  /// `name`: as a user types it, the program first; `description`: for --help.
  Command(const std::string& name, const std::string& description);
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  Command(Command&& other) noexcept;
  Command& operator=(Command&& other) noexcept;
  ~Command();

  /// A flag with a value, or a word.
  void Required(const std::string& usage, std::string* value, const std::string& help);
  void Optional(const std::string& usage, std::string* value, const std::string& help);

  /// A flag with a value, given any number of times: all of them.
  void OptionalList(const std::string& usage, std::vector<std::string>* values,
                    const std::string& help);

  /// A flag without a value. `flag` may start with "!" for one that makes the value false.
  void Switch(const std::string& flag, bool* value, const std::string& help);

  /// A flag with three values, given once or more: all of them, one after the other.
  void RequiredTriples(const std::string& usage, std::vector<std::string>* values,
                       const std::string& help);

  /// Words without a flag, at least one.
  void RequiredWords(const std::string& usage, std::vector<std::string>* values,
                     const std::string& help);

  /// Whatever comes after "--". `is_given`: whether that does.
  void Rest(const std::string& name, std::vector<std::string>* values, bool* is_given,
            const std::string& help);

  /// Paragraphs for --help, one a line; lines that begin with "- " are a list.
  void Notes(const std::string& text);

  /// A line for a shell, for --help.
  void Example(const std::string& line);

  /// What all its exit statuses mean, where that is more than done, failed and wrong usage.
  void ExitStatuses(std::vector<ExitStatus> statuses);

  /// The exit status where the input or the machine is at fault, for commands that mean something
  /// else by 1.
  void FailWith(int status) { failed_ = status; }

  /// What the command does once its command line is read. It returns the exit status, and may throw
  /// UsageError too.
  void Action(std::function<int()> action) { action_ = std::move(action); }

  /// Reads the command line and acts. Returns the exit status: the action's, or 1 (see FailWith)
  /// with one line on standard error where the input or the machine is at fault, or 2 for wrong
  /// usage.
  int Run(int argc, char** argv);

  [[nodiscard]] const CommandManual& manual() const { return manual_; }

 private:
  struct App;

  [[nodiscard]] int Report(const char* fault) const;

  Parameter& Describe(const std::string& usage, const std::string& help);
  void Read(int argc, char** argv);

  std::unique_ptr<App> app_;
  CommandManual manual_;
  std::function<int()> action_;
  std::vector<std::string>* rest_ = nullptr;
  bool* has_rest_ = nullptr;
  int failed_ = 1;
};

}  // namespace pyvenv
