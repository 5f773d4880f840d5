#include "source/pth_file.h"

#include "base/error.h"
#include "base/path.h"
#include "source/lines.h"
#include "source/relative_link.h"

namespace pyvenv {
namespace {

bool IsCode(std::string_view line) {
  return line.starts_with("import ") || line.starts_with("import\t");
}

bool LeadsOut(const std::string& site, std::string_view line, const Relocation& relocation) {
  if (line.starts_with('/')) return !relocation.Below(NormalPath(line).value());
  return !NormalPath(JoinPath(site, line));
}

}  // namespace

std::string RelocatedPth(const std::string& path, const std::string& site, std::string_view text,
                         const Relocation& relocation) {
  for (const std::string_view whole : Lines(text)) {
    std::string_view line = WithoutEnd(whole);
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
    if (line.empty() || line.front() == '#') continue;
    const bool is_finder = IsCode(line) && line.find("__editable__") != std::string_view::npos;
    if (!is_finder && (IsCode(line) || !LeadsOut(site, line, relocation))) continue;
    throw Error("cannot pack", path,
                "it brings in code from outside the environment, as editable installs do (" +
                    std::string(line) +
                    "): install that without -e, or remove the file and give the code with --app");
  }
  return relocation.Text(text);
}

}  // namespace pyvenv
