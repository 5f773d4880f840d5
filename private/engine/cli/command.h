#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

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

/// The command line of one command, and how it ends. What a flag is bound to keeps its value, the
/// default, where the flag is not given.
///
/// A thin cover over CLI11, whose header takes seconds to compile, so that one file includes it.
class Command {
 public:
  /// `name`: as a user types it, the program first; `description`: for --help, which shows `footer`
  /// at its end.
  Command(const std::string& name, const std::string& description, const std::string& footer = {});
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  ~Command();

  void Required(const std::string& flag, std::string* value, const std::string& help);
  void Optional(const std::string& flag, std::string* value, const std::string& help);

  /// A flag with a value, given any number of times: all of them.
  void OptionalList(const std::string& flag, std::vector<std::string>* values,
                    const std::string& help);

  /// A flag without a value. `flag` may start with "!" for one that makes the value false.
  void Switch(const std::string& flag, bool* value, const std::string& help);

  /// A flag with three values, given once or more: all of them, one after the other.
  void RequiredTriples(const std::string& flag, std::vector<std::string>* values,
                       const std::string& help);

  /// One word without a flag.
  void RequiredWord(const std::string& name, std::string* value, const std::string& help);

  /// Words without a flag.
  void OptionalWords(const std::string& name, std::vector<std::string>* values,
                     const std::string& help);

  /// The same, at least one.
  void RequiredWords(const std::string& name, std::vector<std::string>* values,
                     const std::string& help);

  /// The exit status where the input or the machine is at fault, for commands that mean something
  /// else by 1.
  void FailWith(int status) { failed_ = status; }

  /// Reads the command line and calls `run`, which may throw UsageError too. Returns the exit
  /// status: 0, or 1 (see FailWith) with one line on standard error where the input or the machine
  /// is at fault, or 2 for wrong usage.
  int Run(int argc, char** argv, const std::function<void()>& run);

 private:
  struct App;

  std::unique_ptr<App> app_;
  int failed_ = 1;
};

}  // namespace pyvenv
