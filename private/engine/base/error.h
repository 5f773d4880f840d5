#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace pyvenv {

/// The one exception of the engine: something is wrong with the input or the machine.
///
/// Its text is one line for a person, "<what>: <path>: <cause> (<origin>)", in which the path is
/// made printable, so that no file name can break the line.
class Error : public std::exception {
 public:
  /// `what`: what could not be done; `path`: the file or layer path it is about; `cause`: why;
  /// `origin`: see SetOrigin.
  Error(std::string_view what, std::string_view path, std::string_view cause,
        std::string_view origin = {});

  /// Adds where the user asked for it (label, manifest line). The first origin given stays.
  void SetOrigin(std::string_view origin);

  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
  bool has_origin_ = false;
};

/// The system's words for an errno value, such as "No such file or directory".
std::string ErrnoText(int error_number);

}  // namespace pyvenv
