#include "metadata/python_version.h"

#include <algorithm>

#include "base/path.h"

namespace pyvenv {
namespace {

constexpr std::string_view kCPython = "python3.";
constexpr std::string_view kPyPy = "pypy3.";
constexpr std::string_view kDefinition = "#define PY_VERSION ";
constexpr std::string_view kDigits = "0123456789";

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

std::string_view PythonVersionOf(std::string_view directory) {
  if (!directory.starts_with(kCPython) && !directory.starts_with(kPyPy)) return {};
  std::string_view version = directory.substr(directory.find('3'));
  if (version.ends_with('t')) version.remove_suffix(1);
  const std::string_view minor = version.substr(version.find('.') + 1);
  const bool is_number =
      !minor.empty() && minor.find_first_not_of(kDigits) == std::string_view::npos;
  return is_number ? version : std::string_view();
}

bool TellsPythonVersion(std::string_view path) {
  const std::string_view directory = ParentPath(path);
  const std::string_view name = NameOf(directory);
  if (PythonVersionOf(name).empty()) return false;
  const std::string_view kind = NameOf(ParentPath(directory));
  if (kind == "lib") return NameOf(path) == "os.py";
  return kind == "include" && name.starts_with(kCPython) && NameOf(path) == "patchlevel.h";
}

std::string ReadPythonVersion(std::string_view path, std::string_view content) {
  const std::string_view defined = VersionDefined(content.substr(0, kPythonVersionStart));
  const bool is_header = NameOf(path) == "patchlevel.h";
  return std::string(is_header && !defined.empty() ? defined
                                                   : PythonVersionOf(NameOf(ParentPath(path))));
}

std::string_view PythonPrefix(std::string_view path) {
  return ParentPath(ParentPath(ParentPath(path)));
}

}  // namespace pyvenv
