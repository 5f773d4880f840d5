#include "cli/command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <exception>

#include "base/signal_cleanup.h"

namespace pyvenv {
namespace {

constexpr int kWrongUsage = 2;

int ReportWrongUsage(const std::string& program, const char* cause) {
  std::fprintf(stderr, "%s: error: %s (see --help)\n", program.c_str(), cause);
  return kWrongUsage;
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

Command::Command(const std::string& name, const std::string& description, const std::string& footer)
    : app_(new App{.program = name.substr(0, name.find(' ')), .cli = CLI::App(description, name)}) {
  app_->cli.footer(footer);
}

Command::~Command() = default;

void Command::Required(const std::string& flag, std::string* value, const std::string& help) {
  app_->cli.add_option(flag, *value, help)->required();
}

void Command::Optional(const std::string& flag, std::string* value, const std::string& help) {
  app_->cli.add_option(flag, *value, help);
}

void Command::OptionalList(const std::string& flag, std::vector<std::string>* values,
                           const std::string& help) {
  app_->cli.add_option(flag, *values, help)->type_size(1)->allow_extra_args(false);
}

void Command::Switch(const std::string& flag, bool* value, const std::string& help) {
  app_->cli.add_flag(flag, *value, help);
}

void Command::RequiredTriples(const std::string& flag, std::vector<std::string>* values,
                              const std::string& help) {
  app_->cli.add_option(flag, *values, help)->type_size(3)->allow_extra_args(false)->required();
}

void Command::OptionalWords(const std::string& name, std::vector<std::string>* values,
                            const std::string& help) {
  app_->cli.add_option(name, *values, help);
}

void Command::RequiredWord(const std::string& name, std::string* value, const std::string& help) {
  app_->cli.add_option(name, *value, help)->required();
}

void Command::RequiredWords(const std::string& name, std::vector<std::string>* values,
                            const std::string& help) {
  app_->cli.add_option(name, *values, help)->required();
}

int Command::Run(int argc, char** argv, const std::function<void()>& run) {
  try {
    app_->cli.parse(argc, argv);
    InstallSignalCleanup();
    run();
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app_->cli.exit(error);  // --help
    const std::string unknown = app_->UnknownWords();
    const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
    const bool is_explained =
        code == CLI::ExitCodes::RequiredError || code == CLI::ExitCodes::ExtrasError;
    if (!is_explained || unknown.empty()) return ReportWrongUsage(app_->program, error.what());
    return ReportWrongUsage(app_->program,
                            ("not a flag or word that it takes: " + unknown).c_str());
  } catch (const UsageError& error) {
    return ReportWrongUsage(app_->program, error.what());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: error: %s\n", app_->program.c_str(), error.what());
    return failed_;
  }
  return 0;
}

}  // namespace pyvenv
