#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/path_pattern.h"

namespace pyvenv {

/// What an image has below the layers, as far as programs, libraries and scripts need it.
///
/// Known are the parts of glibc and musl, their dynamic linkers, what else the slim images of the
/// large distributions have of the libraries that manylinux (PEP 600) takes for granted (the
/// run-time libraries of GCC, zlib), what NVIDIA's container runtime mounts, shells and env(1).
/// The rest of manylinux (libGL, libX11, libglib-2.0, …) is not known, since these images lack it.
class BaseImage {
 public:
  /// What the image has beside: file names of libraries and absolute paths of interpreters, or
  /// patterns of them, see PathPattern.
  BaseImage(std::span<const std::string> libraries, std::span<const std::string> interpreters);

  /// `name`: as an object needs it; of a path, the last segment counts.
  [[nodiscard]] bool HasLibrary(std::string_view name) const;

  /// `path`: of a script's interpreter, or of a program's dynamic linker.
  [[nodiscard]] bool HasInterpreter(std::string_view path) const;

 private:
  std::vector<PathPattern> libraries_;
  std::vector<PathPattern> interpreters_;
};

}  // namespace pyvenv
