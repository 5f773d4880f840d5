#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// Turns the paths that a virtual environment's own files have of it into those that it will have
/// in the image.
class Relocation {
 public:
  /// `before`: absolute paths under which the environment knows itself; `after`: its absolute path
  /// in the image, which needs no quotes anywhere.
  Relocation(std::vector<std::string> before, std::string after);

  /// A text in which each old path, and each path below one, is the new one. A name that merely
  /// begins or ends alike stays.
  [[nodiscard]] std::string Text(std::string_view text) const;

  /// A script of `bin/`. The environment's Python is named in the first line, or, where that would
  /// be too long for kernels or has spaces, by the shell, as pip and uv do it:
  ///
  ///   #!/bin/sh
  ///   '''exec' "/long/path/bin/python" "$0" "$@"
  ///   ' '''
  ///
  /// The result has the form that suits the new path. Scripts of other programs stay.
  [[nodiscard]] std::string Script(std::string_view content) const;

  /// A script to activate the environment, whose prompt may be its directory's name.
  [[nodiscard]] std::string ActivateScript(std::string_view content) const;

  /// An absolute path relative to the environment, "" for the environment itself; nothing for any
  /// other path.
  [[nodiscard]] std::optional<std::string> Below(std::string_view path) const;

 private:
  static std::string LaunchLines(const std::string& python, std::string_view arguments);

  std::vector<std::string> before_;  // longest first
  std::string after_;
};

}  // namespace pyvenv
