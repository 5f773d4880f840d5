#include "cli/help_text.h"

#include <string_view>

#include "base/split.h"

namespace pyvenv {
namespace {

constexpr size_t kWidth = 80;
constexpr size_t kHelpColumn = 30;

/// The words of `text`, each line after the first one behind `indent` blanks. The first line begins
/// in column `column`.
std::string Wrapped(std::string_view text, size_t column, size_t indent) {
  std::string lines;
  bool is_first = true;
  for (const std::string_view word : SplitText(text, ' ')) {
    if (!is_first && column + 1 + word.size() > kWidth) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!is_first) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
    is_first = false;
  }
  return lines + "\n";
}

// A line of a table: what `label` means.
std::string Row(const std::string& label, std::string_view meaning, size_t column) {
  std::string row = "  " + label;
  if (row.size() + 2 > column) {
    row += "\n" + std::string(column, ' ');
  } else {
    row.resize(column, ' ');
  }
  return row + Wrapped(meaning, column, column);
}

std::string Paragraphs(std::string_view text) {
  std::string paragraphs;
  for (const std::string_view line : SplitText(text, '\n')) {
    const bool is_item = line.starts_with("- ");
    if (is_item) paragraphs += "  ";
    paragraphs += Wrapped(line, is_item ? 2 : 0, is_item ? 4 : 0);
  }
  return paragraphs;
}

std::string Label(const Parameter& parameter) {
  std::string label = parameter.names;
  if (parameter.IsFlag() && !parameter.value.empty()) label += " " + parameter.value;
  if (parameter.is_repeated) label += "...";
  return label;
}

std::string Rows(const CommandManual& manual, bool of_flags) {
  std::string rows;
  for (const Parameter& parameter : manual.parameters) {
    if (parameter.IsFlag() != of_flags) continue;
    const bool is_marked = of_flags && parameter.is_required;
    rows += Row(Label(parameter), (is_marked ? "(required) " : "") + parameter.help, kHelpColumn);
  }
  if (!of_flags && !manual.rest.names.empty()) {
    rows += Row("-- " + Label(manual.rest), manual.rest.help, kHelpColumn);
  }
  return rows;
}

std::string Section(const std::string& title, const std::string& rows) {
  return rows.empty() ? "" : "\n" + title + ":\n" + rows;
}

std::string UsageOf(const Parameter& word) {
  const std::string usage = word.names + (word.is_repeated ? "..." : "");
  return word.is_required ? " " + usage : " [" + usage + "]";
}

}  // namespace

std::string UsageLine(const CommandManual& manual) {
  std::string line = manual.name + " [OPTIONS]";
  for (const Parameter& flag : manual.parameters) {
    if (!flag.IsFlag() || !flag.is_required) continue;
    line += " " + std::string(flag.Names().back()) + " " + flag.value;
  }
  for (const Parameter& word : manual.parameters) {
    if (!word.IsFlag()) line += UsageOf(word);
  }
  if (!manual.rest.names.empty()) line += " [-- " + Label(manual.rest) + "]";
  return line;
}

std::string HelpText(const CommandManual& manual) {
  std::string statuses;
  for (const ExitStatus& exit : manual.statuses) {
    statuses += Row(std::to_string(exit.status), exit.meaning, 8);
  }
  std::string examples;
  for (const std::string& example : manual.examples) examples += "  " + example + "\n";
  std::string help = Paragraphs(manual.description) + "\nUsage: " + UsageLine(manual) + "\n";
  help += Section("Words", Rows(manual, false)) + Section("Options", Rows(manual, true));
  if (!manual.notes.empty()) help += "\n" + Paragraphs(manual.notes);
  return help + Section("Exit status", statuses) + Section("Examples", examples);
}

}  // namespace pyvenv
