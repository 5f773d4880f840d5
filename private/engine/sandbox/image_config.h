#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// How an image starts its program: of the `config` object of an OCI image (image-spec, "Image
/// Configuration").
struct ImageConfig {
  std::vector<std::string> entrypoint;
  std::vector<std::string> arguments;    ///< Cmd: unless others are given
  std::vector<std::string> environment;  ///< NAME=VALUE
  std::string working_directory = "/";
  std::string user;  ///< empty: anybody
};

/// Whether that is NAME=VALUE. Like runc, this takes nothing else for a variable.
bool IsVariable(std::string_view text);

/// Reads it from JSON: that object, or a whole image configuration with it. `program`, unless it is
/// empty, is started in place of Entrypoint and Cmd. Throws Error.
ImageConfig ReadImageConfig(const std::string& path, const std::string& program = {});

}  // namespace pyvenv
