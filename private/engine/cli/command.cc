#include "cli/command.h"

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <exception>
#include <new>
#include <utility>

#include "base/last_words.h"
#include "base/signal_cleanup.h"
#include "cli/help_text.h"

namespace pyvenv {
namespace {

constexpr int kWrongUsage = 2;

int ReportWrongUsage(const std::string& program, const char* cause) {
  std::fprintf(stderr, "%s: error: %s (see --help)\n", program.c_str(), cause);
  return kWrongUsage;
}

// Empty where `text` is one of the values that there are.
std::string ChoiceFault(const Parameter& parameter, std::string_view text) {
  const std::vector<std::string_view> choices = parameter.Choices();
  if (std::find(choices.begin(), choices.end(), text) != choices.end()) return {};
  std::string names;
  for (const std::string_view choice : choices) {
    if (!names.empty()) names += choice == choices.back() ? " or " : ", ";
    names += choice;
  }
  return "\"" + std::string(text) + "\" is not " + names;
}

/// Where a standard stream is closed, its number is not to be that of a file which is opened later:
/// what goes to the stream would get there. It stays one that nothing can be written to.
void TakeStandardStreams() {
  int descriptor = 0;
  do {
    descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

// CLI11's own conversion takes "010" for octal.
uint64_t ParseNumber(std::string_view flag, std::string_view text, uint64_t least, uint64_t most) {
  uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, 10);
  if (fault != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    throw UsageError(std::string(flag), "\"" + std::string(text) + "\" is not a number from " +
                                            std::to_string(least) + " to " + std::to_string(most));
  }
  return value;
}

struct Command::App {
  std::string program;
  CLI::App cli;

  // What stands where nothing was expected. A misspelt flag is often why another one is missing.
  [[nodiscard]] std::string UnknownWords() const {
    std::string words;
    for (const std::string& word : cli.remaining()) words += (words.empty() ? "" : " ") + word;
    return words;
  }
};

Command::Command(const std::string& name, const std::string& description)
    : app_(new App{.program = name.substr(0, name.find(' ')), .cli = CLI::App(description, name)}) {
  manual_ = {.name = name,
             .description = description,
             .notes = {},
             .parameters = {},
             .rest = {},
             .statuses = {{0, "it is done"},
                          {1, "something cannot be read or written, or is not as it should be"},
                          {kWrongUsage, "wrong usage"}},
             .examples = {}};
  manual_.parameters.push_back({.names = "-h,--help", .value = {}, .help = "Print this help"});
}

Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

Parameter& Command::Describe(const std::string& usage, const std::string& help) {
  const size_t blank = std::min(usage.find(' '), usage.size());
  const size_t value = std::min(blank + 1, usage.size());
  manual_.parameters.push_back(
      {.names = usage.substr(0, blank), .value = usage.substr(value), .help = help});
  return manual_.parameters.back();
}

void Command::Required(const std::string& usage, std::string* value, const std::string& help) {
  Optional(usage, value, help);
  manual_.parameters.back().is_required = true;
  app_->cli.get_options().back()->required();
}

void Command::Optional(const std::string& usage, std::string* value, const std::string& help) {
  const Parameter& parameter = Describe(usage, help);
  CLI::Option* const option = app_->cli.add_option(parameter.names, *value);
  if (parameter.Choices().empty()) return;
  option->check([parameter](const std::string& text) { return ChoiceFault(parameter, text); });
}

void Command::OptionalList(const std::string& usage, std::vector<std::string>* values,
                           const std::string& help) {
  Parameter& parameter = Describe(usage, help);
  parameter.is_repeated = true;
  app_->cli.add_option(parameter.names, *values)->type_size(1)->allow_extra_args(false);
}

void Command::Switch(const std::string& flag, bool* value, const std::string& help) {
  app_->cli.add_flag(flag, *value);
  Describe(flag.substr(flag.starts_with('!') ? 1 : 0), help);
}

void Command::RequiredTriples(const std::string& usage, std::vector<std::string>* values,
                              const std::string& help) {
  OptionalList(usage, values, help);
  manual_.parameters.back().is_required = true;
  app_->cli.get_options().back()->type_size(3)->required();
}

void Command::RequiredWords(const std::string& usage, std::vector<std::string>* values,
                            const std::string& help) {
  Parameter& parameter = Describe(usage, help);
  parameter.is_required = parameter.is_repeated = true;
  app_->cli.add_option(parameter.names, *values)->required();
}

void Command::Rest(const std::string& name, std::vector<std::string>* values, bool* is_given,
                   const std::string& help) {
  manual_.rest = {.names = name, .value = {}, .help = help, .is_repeated = true};
  rest_ = values;
  has_rest_ = is_given;
}

void Command::Notes(const std::string& text) {
  if (!manual_.notes.empty()) manual_.notes += "\n\n";
  manual_.notes += text;
}

void Command::Example(const std::string& line) {
  manual_.examples.push_back(line);
}

void Command::ExitStatuses(std::vector<ExitStatus> statuses) {
  manual_.statuses = std::move(statuses);
}

void Command::Read(int argc, char** argv) {
  char** end = argv + argc;
  if (rest_ != nullptr) {
    char** const dashes = std::find(argv, end, std::string_view("--"));
    *has_rest_ = dashes != end;
    if (*has_rest_) rest_->assign(dashes + 1, end);
    end = dashes;
  }
  app_->cli.parse(static_cast<int>(end - argv), argv);
}

int Command::Report(const char* fault) const {
  std::fprintf(stderr, "%s: error: %s\n", app_->program.c_str(), fault);
  return failed_;
}

int Command::Run(int argc, char** argv) {
  TakeStandardStreams();
  try {
    Read(argc, argv);
    InstallSignalCleanup();
    InstallLastWords(app_->program, failed_);
    return action_();
  } catch (const CLI::CallForHelp&) {
    std::fputs(HelpText(manual_).c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& error) {
    const std::string unknown = app_->UnknownWords();
    const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
    const bool is_explained =
        code == CLI::ExitCodes::RequiredError || code == CLI::ExitCodes::ExtrasError;
    if (!is_explained || unknown.empty()) return ReportWrongUsage(app_->program, error.what());
    return ReportWrongUsage(app_->program,
                            ("not a flag or word that it takes: " + unknown).c_str());
  } catch (const UsageError& error) {
    return ReportWrongUsage(app_->program, error.what());
  } catch (const std::bad_alloc&) {
    return Report(kLackOfMemory);
  } catch (const std::exception& error) {
    return Report(error.what());
  }
}

}  // namespace pyvenv
