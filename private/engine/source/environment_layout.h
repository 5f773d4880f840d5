#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/scan.h"

namespace pyvenv {

/// What lies where in a virtual environment, as venv, virtualenv and uv make them. Paths are
/// relative to it.
class EnvironmentLayout {
 public:
  /// Throws Error if the environment's Python version cannot be told.
  EnvironmentLayout(const std::string& directory, bool with_bytecode);

  /// Its absolute path, without following links.
  [[nodiscard]] const std::string& directory() const { return directory_; }

  /// All that is there, sorted by path; without __pycache__, unless asked for.
  [[nodiscard]] const std::vector<Found>& found() const { return found_; }

  /// The text of its pyvenv.cfg.
  [[nodiscard]] const std::string& cfg() const { return cfg_; }

  /// The directory of its libraries, such as python3.11.
  [[nodiscard]] const std::string& python() const { return python_; }

  /// Its site-packages: lib/python3.11/site-packages, on some systems also that in lib64.
  [[nodiscard]] const std::vector<std::string>& sites() const { return sites_; }

  /// The absolute paths by which its own files may call it: where it lies, with and without links,
  /// and where it was made.
  [[nodiscard]] std::vector<std::string> KnownAs() const;

  [[nodiscard]] std::string OnDisk(std::string_view path) const;
  [[nodiscard]] bool Has(std::string_view path) const;

  [[nodiscard]] bool IsSite(std::string_view path) const;
  [[nodiscard]] bool IsInSite(std::string_view path) const;

  /// Whether this is a file of that name, "/" first, in the *.dist-info of a distribution.
  [[nodiscard]] bool IsInfoFile(std::string_view path, std::string_view name) const;

  /// Of a file in bin/.
  [[nodiscard]] static bool IsActivateScript(std::string_view path);
  [[nodiscard]] bool IsScript(std::string_view path) const;

  /// Whether this is one of the names of the environment's Python.
  [[nodiscard]] static bool IsPython(std::string_view path);

 private:
  void FindSites();

  std::string directory_;
  std::string cfg_;
  std::vector<Found> found_;
  std::string python_;
  std::vector<std::string> sites_;
};

}  // namespace pyvenv
