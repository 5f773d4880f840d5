#include "pkg_pyvenv/completion_command.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "pkg_pyvenv/completion.h"
#include "pkg_pyvenv/completion_scripts.h"
#include "pkg_pyvenv/print_result.h"

namespace pyvenv {
namespace {

struct CompletionFlags {
  std::string shell;
  std::vector<std::string> words;
  bool has_words = false;
};

std::string_view WordOf(Completion::Paths paths) {
  switch (paths) {
    case Completion::Paths::kNone:
      return "none";
    case Completion::Paths::kFiles:
      return "files";
    case Completion::Paths::kDirectories:
      return "directories";
  }
  return {};
}

std::string CompletionText(const Completion& completion) {
  std::string text(WordOf(completion.paths));
  text += '\n';
  for (const Candidate& candidate : completion.candidates) {
    text += candidate.text + "\t" + candidate.help + "\n";
  }
  return text;
}

void Print(const CompletionFlags& flags) {
  if ((flags.shell == "words") != flags.has_words) {
    throw UsageError("completion", "\"words\", and nothing else, takes words after --");
  }
  if (!flags.has_words) return PrintResult(CompletionScript(flags.shell));
  // The first one is the program.
  const std::span<const std::string> words(flags.words);
  PrintResult(CompletionText(Complete(words.subspan(words.empty() ? 0 : 1))));
}

}  // namespace

Command CompletionCommand() {
  const auto flags = std::make_shared<CompletionFlags>();
  Command command("pkg_pyvenv completion",
                  "Prints a script that makes a shell complete the command lines of pkg_pyvenv.");
  command.Required("SHELL bash|zsh|fish|words", &flags->shell,
                   "Whose script; words answers the scripts");
  command.Rest("WORD", &flags->words, &flags->has_words,
               "With words: a command line up to the cursor");
  command.Notes(
      "The scripts ask the program itself, by words: it prints files, directories or none, which "
      "are the paths that can follow, and then a line for each word that can, with a tab and what "
      "it means.");
  command.Example("source <(pkg_pyvenv completion bash)    # in ~/.bashrc");
  command.Example("source <(pkg_pyvenv completion zsh)     # in ~/.zshrc, after compinit");
  command.Example("pkg_pyvenv completion fish > ~/.config/fish/completions/pkg_pyvenv.fish");
  command.Action([flags] {
    Print(*flags);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
