#include "source/relocation.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <utility>

#include "base/path.h"
#include "source/lines.h"

namespace pyvenv {
namespace {

// Linux takes no more of a script's first line (BINPRM_BUF_SIZE, and older kernels half of it).
constexpr size_t kLongestFirstLine = 127;

constexpr std::string_view kShell = "#!/bin/sh";
constexpr std::string_view kExec = "'''exec' ";
constexpr std::string_view kExecArguments = R"( "$0" "$@")";
constexpr std::string_view kExecEnd = "' '''";

bool IsNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

void ReplaceAll(std::string_view from, std::string_view to, std::string* text) {
  for (size_t at = text->find(from); at != std::string::npos; at = text->find(from, at)) {
    text->replace(at, from.size(), to);
    at += to.size();
  }
}

// Takes a word of a shell's command line, without its quotes, off the front of `line`.
std::string TakeShellWord(std::string_view* line) {
  const char quote = line->empty() ? '\0' : line->front();
  const bool is_quoted = quote == '"' || quote == '\'';
  if (is_quoted) line->remove_prefix(1);
  const size_t end = std::min(line->find(is_quoted ? quote : ' '), line->size());
  std::string word(line->substr(0, end));
  line->remove_prefix(std::min(end + (is_quoted ? 1 : 0), line->size()));
  return word;
}

// What starts a script: the program, what it is given, and where the script's own lines begin.
struct Launch {
  std::string program;
  std::string arguments;
  size_t size = 0;
};

std::optional<Launch> LaunchByShell(std::string_view content) {
  const std::vector<std::string_view> lines = Lines(content.substr(0, 4096));
  if (lines.size() < 3 || WithoutEnd(lines[0]) != kShell || !lines[1].starts_with(kExec) ||
      WithoutEnd(lines[2]) != kExecEnd) {
    return std::nullopt;
  }
  std::string_view rest = WithoutEnd(lines[1]).substr(kExec.size());
  Launch launch{.program = TakeShellWord(&rest), .arguments = {}, .size = 0};
  if (!rest.ends_with(kExecArguments)) return std::nullopt;
  rest.remove_suffix(kExecArguments.size());
  launch.arguments = rest;
  launch.size = lines[0].size() + lines[1].size() + lines[2].size();
  return launch;
}

std::optional<Launch> LaunchByKernel(std::string_view content) {
  if (!content.starts_with("#!")) return std::nullopt;
  const size_t size = std::min(content.find('\n'), content.size() - 1) + 1;
  std::string_view line = WithoutEnd(content.substr(2, size - 2));
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  // Some tools quote a path with spaces, which no kernel understands.
  Launch launch{.program = TakeShellWord(&line), .arguments = std::string(line), .size = size};
  return launch;
}

std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

}  // namespace

Relocation::Relocation(std::vector<std::string> before, std::string after)
    : before_(std::move(before)), after_(std::move(after)) {
  std::sort(before_.begin(), before_.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  before_.erase(std::unique(before_.begin(), before_.end()), before_.end());
}

std::string Relocation::Text(std::string_view text) const {
  std::string result;
  size_t at = 0;
  while (at < text.size()) {
    const bool may_begin = text[at] == '/' && (at == 0 || !IsNameCharacter(text[at - 1]));
    const auto found = std::find_if(before_.begin(), before_.end(), [&](const std::string& old) {
      if (!may_begin || !text.substr(at).starts_with(old)) return false;
      const size_t end = at + old.size();
      return end == text.size() || !IsNameCharacter(text[end]);
    });
    if (found == before_.end()) {
      result += text[at++];
    } else {
      result += after_;
      at += found->size();
    }
  }
  return result;
}

std::string Relocation::Script(std::string_view content) const {
  std::optional<Launch> launch = LaunchByShell(content);
  if (!launch) launch = LaunchByKernel(content);
  if (!launch) return std::string(content);
  const std::optional<std::string> python = Below(launch->program);
  if (!python) return std::string(content);
  return LaunchLines(JoinPath(after_, *python), launch->arguments) +
         std::string(content.substr(launch->size));
}

std::string Relocation::LaunchLines(const std::string& python, std::string_view arguments) {
  std::string line = "#!" + python + std::string(arguments);
  if (line.size() <= kLongestFirstLine) return line + "\n";
  return std::string(kShell) + "\n" + std::string(kExec) + python + std::string(arguments) +
         std::string(kExecArguments) + "\n" + std::string(kExecEnd) + "\n";
}

std::string Relocation::ActivateScript(std::string_view content) const {
  std::string text = Text(content);
  const std::string_view now = NameOf(after_);
  for (const std::string& path : before_) {
    const std::string_view old = NameOf(path);
    const auto replace = [&](const std::string& before, const std::string& after) {
      ReplaceAll(Joined({before, old, after}), Joined({before, now, after}), &text);
    };
    replace("(", ") ");
    replace("(\"", "\") ");
    for (const char* const variable : {"PROMPT=", "PROMPT "}) replace(variable, "\n");
    for (const char* const variable : {"PROMPT=\"", "PROMPT \""}) replace(variable, "\"");
    for (const char* const shell : {"_tcsh = '", "_plain = '"}) replace(shell, "'");
    replace("\"", "\" (set_color");
    replace(" ", " (set_color");
  }
  return text;
}

std::optional<std::string> Relocation::Below(std::string_view path) const {
  for (const std::string& old : before_) {
    if (path == old) return "";
    if (IsBelow(path, old)) return std::string(path.substr(old.size() + 1));
  }
  return std::nullopt;
}

}  // namespace pyvenv
