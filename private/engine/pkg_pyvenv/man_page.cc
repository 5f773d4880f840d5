#include "pkg_pyvenv/man_page.h"

#include <string_view>

#include "base/split.h"
#include "cli/help_text.h"
#include "cli/version.h"
#include "pkg_pyvenv/subcommands.h"

namespace pyvenv {
namespace {

// The day is that of the last change to what is said here.
constexpr std::string_view kTitle = ".TH PKG_PYVENV 1 2026-11-27";

constexpr std::string_view kStart =
    R"(.SH NAME
pkg_pyvenv \- pack Python applications into layers of OCI images, check and explain them
.SH SYNOPSIS
)";

constexpr std::string_view kAbout = R"(.SH DESCRIPTION
.B pkg_pyvenv
packs what Bazel has built (a runfiles directory) or a virtual environment into layers for OCI
images: tars that are the same, byte for byte, wherever and whenever they are made.
It also tells what is in layers, whether they are sound, and why one of them changed, whoever made
them.
.PP
While it reads or packs for more than a second, a line on standard error tells how far it is, if
that is a terminal.
)";

constexpr std::string_view kEnd = R"(.SH EXIT STATUS
0 where all went well, 2 for wrong usage (for
.BR diff ,
for all that goes wrong), and another status, mostly 1, for the rest.
Each subcommand has its own list above.
Whatever fails says so in one line on standard error.
.SH ENVIRONMENT
.TP
.B SOURCE_DATE_EPOCH
The time that packed entries, images and bills of materials have, in seconds since 1970, unless
.B \-\-mtime
or
.B \-\-created
is given.
.TP
.B NO_COLOR
Nothing that is printed is coloured, with or without it.
.TP
.B TERM
Where it is
.B dumb
or not there, nothing tells how far the work is.
.TP
.B TMPDIR
Where temporary files go, and where
.B run
unpacks layers;
.I /tmp
by default.
.SH SEE ALSO
.BR bwrap (1),
.BR skopeo (1),
.BR tar (1),
.BR mtree (5)
)";

// Hyphens of flags and commands are to be copied from the page.
std::string Verbatim(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\'') {
      escaped += "\\(aq";
    } else if (c == '~') {
      escaped += "\\(ti";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A line of running text.
std::string Line(std::string_view text) {
  const bool is_like_request = text.starts_with('.') || text.starts_with('\'');
  return (is_like_request ? "\\&" : "") + Verbatim(text) + "\n";
}

std::string Paragraphs(std::string_view text) {
  std::string page;
  for (std::string_view line : SplitText(text, '\n')) {
    if (line.empty()) continue;
    const bool is_item = line.starts_with("- ");
    if (is_item) line.remove_prefix(2);
    page += (is_item ? ".IP \\(bu 2\n" : ".PP\n") + Line(line);
  }
  return page;
}

std::string Label(const Parameter& parameter) {
  std::string label;
  for (const std::string_view name : parameter.Names()) {
    if (!label.empty()) label += ", ";
    label += (parameter.IsFlag() ? "\\fB" : "\\fI") + Verbatim(name) + "\\fR";
  }
  if (parameter.IsFlag() && !parameter.value.empty()) {
    label += " \\fI" + Verbatim(parameter.value) + "\\fR";
  }
  return label + (parameter.is_repeated ? "..." : "");
}

std::string Tagged(const std::string& label, const std::string& text) {
  return ".TP\n" + label + "\n" + Line(text);
}

std::string Parameters(const CommandManual& manual) {
  std::string page;
  for (const Parameter& parameter : manual.parameters) {
    const bool is_marked = parameter.IsFlag() && parameter.is_required;
    page += Tagged(Label(parameter), (is_marked ? "(required) " : "") + parameter.help);
  }
  if (!manual.rest.names.empty()) {
    page += Tagged(R"(\fB\-\-\fR )" + Label(manual.rest), manual.rest.help);
  }
  return page;
}

std::string Section(const CommandManual& manual) {
  std::string page = ".SS " + manual.name.substr(manual.name.find(' ') + 1) + "\n";
  page += Line(manual.description) + Parameters(manual) + Paragraphs(manual.notes);
  page += ".PP\nExit status:\n";
  for (const ExitStatus& exit : manual.statuses) {
    page += Tagged("\\fB" + std::to_string(exit.status) + "\\fR", exit.meaning);
  }
  if (manual.examples.empty()) return page;
  page += ".PP\nExamples:\n.PP\n.nf\n";
  for (const std::string& example : manual.examples) page += "  " + Verbatim(example) + "\n";
  return page + ".fi\n";
}

}  // namespace

std::string ManPage() {
  std::string synopsis;
  std::string sections;
  for (const Subcommand& subcommand : Subcommands()) {
    const Command command = subcommand.make();
    if (!synopsis.empty()) synopsis += ".br\n";
    synopsis += Line(UsageLine(command.manual()));
    sections += Section(command.manual());
  }
  synopsis += ".br\n" + Line("pkg_pyvenv --version");
  std::string page(kTitle);
  page += " \"rules_pkg_pyvenv " + std::string(Version()) + "\" \"User Commands\"\n";
  page += kStart;
  page += synopsis;
  page += kAbout;
  page += ".SH SUBCOMMANDS\n";
  page += sections;
  page += kEnd;
  return page;
}

}  // namespace pyvenv
