#include "metadata/python_version.h"

#include <algorithm>

#include "base/path.h"

namespace pyvenv {
namespace {

constexpr std::string_view kPython = "python3.";
constexpr std::string_view kDefinition = "#define PY_VERSION ";
constexpr std::string_view kDigits = "0123456789";

// The "3.11" of "python3.11" and, without the global lock, of "python3.11t".
std::string_view VersionOfDirectory(std::string_view directory) {
  if (!directory.starts_with(kPython)) return {};
  directory.remove_prefix(kPython.find('3'));
  if (directory.ends_with('t')) directory.remove_suffix(1);
  const std::string_view minor = directory.substr(directory.find('.') + 1);
  const bool is_number =
      !minor.empty() && minor.find_first_not_of(kDigits) == std::string_view::npos;
  return is_number ? directory : std::string_view();
}

// "3.11.14", in quotes; "3.11.14+" of a checkout between two releases.
std::string_view VersionDefined(std::string_view content) {
  const size_t definition = content.find(kDefinition);
  if (definition == std::string_view::npos) return {};
  content.remove_prefix(definition + kDefinition.size());
  content = content.substr(0, content.find('\n'));
  const size_t open = content.find('"');
  if (open == std::string_view::npos) return {};
  content.remove_prefix(open + 1);
  return content.substr(0, content.find_first_of("\"+"));
}

}  // namespace

bool TellsPythonVersion(std::string_view path) {
  const std::string_view directory = ParentPath(path);
  if (VersionOfDirectory(NameOf(directory)).empty()) return false;
  const std::string_view kind = NameOf(ParentPath(directory));
  return NameOf(path) == (kind == "include" ? "patchlevel.h" : "os.py") &&
         (kind == "include" || kind == "lib");
}

std::string ReadPythonVersion(std::string_view path, std::string_view content) {
  const std::string_view defined = VersionDefined(content.substr(0, kPythonVersionStart));
  const bool is_header = NameOf(path) == "patchlevel.h";
  return std::string(is_header && !defined.empty() ? defined
                                                   : VersionOfDirectory(NameOf(ParentPath(path))));
}

std::string_view PythonPrefix(std::string_view path) {
  return ParentPath(ParentPath(ParentPath(path)));
}

}  // namespace pyvenv
