#include "pkg_pyvenv/completion.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "pkg_pyvenv/subcommands.h"

namespace pyvenv {
namespace {

void AddIfBegun(std::string_view begun, std::string text, std::string help,
                Completion* completion) {
  if (!text.starts_with(begun)) return;
  completion->candidates.push_back({.text = std::move(text), .help = std::move(help)});
}

Completion CompleteSubcommand(std::string_view begun) {
  Completion completion;
  for (const Subcommand& subcommand : Subcommands()) {
    AddIfBegun(begun, std::string(subcommand.name), std::string(subcommand.summary), &completion);
  }
  if (begun.starts_with('-')) {
    AddIfBegun(begun, "--help", "lists the subcommands", &completion);
    AddIfBegun(begun, "--version", "tells which release this is", &completion);
  }
  return completion;
}

/// `flag`: "--flag=" where the value is the rest of the same word.
Completion CompleteValue(const Parameter& parameter, std::string_view begun,
                         std::string_view flag = {}) {
  Completion completion;
  const bool is_path = !parameter.IsFlag() || parameter.value.find("FILE") != std::string::npos;
  for (const std::string_view choice : parameter.Choices()) {
    if (choice.starts_with(begun)) {
      completion.candidates.push_back(
          {.text = std::string(flag) + std::string(choice), .help = {}});
    }
  }
  if (!parameter.Choices().empty()) return completion;
  if (parameter.value.find("DIRECTORY") != std::string::npos) {
    completion.paths = Completion::Paths::kDirectories;
  } else if (is_path) {
    completion.paths = Completion::Paths::kFiles;
  }
  return completion;
}

// What a command line has before the word that is being typed.
class CommandLine {
 public:
  explicit CommandLine(const CommandManual& manual) : manual_(manual) {}

  void Read(const std::string& word) {
    if (is_rest_) return;
    if (awaiting_ != nullptr) {
      awaiting_ = nullptr;
    } else if (word == "--") {
      is_rest_ = true;
    } else if (word.starts_with('-')) {
      ReadFlag(word);
    } else {
      ++words_;
    }
  }

  [[nodiscard]] Completion Complete(std::string_view begun) const {
    if (is_rest_) return {.paths = Completion::Paths::kFiles, .candidates = {}};
    if (awaiting_ != nullptr) return CompleteValue(*awaiting_, begun);
    const size_t equals = begun.find('=');
    if (begun.starts_with('-') && equals != std::string_view::npos) {
      const Parameter* const flag = Find(begun.substr(0, equals));
      if (flag == nullptr || flag->value.empty()) return {};
      return CompleteValue(*flag, begun.substr(equals + 1), begun.substr(0, equals + 1));
    }
    const Parameter* const word = NextWord();
    if (word != nullptr && !begun.starts_with('-')) return CompleteValue(*word, begun);
    return CompleteFlag(begun);
  }

 private:
  void ReadFlag(std::string_view word) {
    const size_t equals = word.find('=');
    const Parameter* const flag = Find(word.substr(0, equals));
    if (flag == nullptr) return;
    given_.insert(flag);
    if (equals == std::string_view::npos && !flag->value.empty()) awaiting_ = flag;
  }

  [[nodiscard]] const Parameter* Find(std::string_view name) const {
    for (const Parameter& parameter : manual_.parameters) {
      const std::vector<std::string_view> names = parameter.Names();
      const bool is_it = std::find(names.begin(), names.end(), name) != names.end();
      if (parameter.IsFlag() && is_it) return &parameter;
    }
    return nullptr;
  }

  // The one that the next word without a flag is for.
  [[nodiscard]] const Parameter* NextWord() const {
    size_t before = 0;
    for (const Parameter& parameter : manual_.parameters) {
      if (parameter.IsFlag()) continue;
      if (before == words_ || parameter.is_repeated) return &parameter;
      ++before;
    }
    return nullptr;
  }

  // The long ones, which tell what they are; not those that cannot come again.
  [[nodiscard]] Completion CompleteFlag(std::string_view begun) const {
    Completion completion;
    for (const Parameter& parameter : manual_.parameters) {
      if (!parameter.IsFlag() || (given_.contains(&parameter) && !parameter.is_repeated)) continue;
      AddIfBegun(begun, std::string(parameter.Names().back()), parameter.help, &completion);
    }
    return completion;
  }

  const CommandManual& manual_;
  std::set<const Parameter*> given_;
  const Parameter* awaiting_ = nullptr;  // the flag that the next word is the value of
  size_t words_ = 0;
  bool is_rest_ = false;
};

}  // namespace

Completion Complete(std::span<const std::string> words) {
  if (words.empty()) return {};
  if (words.size() == 1) return CompleteSubcommand(words.front());
  const Subcommand* const subcommand = FindSubcommand(words.front());
  if (subcommand == nullptr) return {};
  const Command command = subcommand->make();
  CommandLine line(command.manual());
  for (const std::string& word : words.subspan(1, words.size() - 2)) line.Read(word);
  return line.Complete(words.back());
}

}  // namespace pyvenv
