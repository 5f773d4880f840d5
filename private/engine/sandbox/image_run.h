#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/expectations.h"
#include "sandbox/image_config.h"
#include "sandbox/user.h"

namespace pyvenv {

/// What an image's base has of this machine.
enum class FromHost { kNothing, kLibraries, kUsr };

/// Layers to run a program from.
struct ImageRun {
  FromHost from_host = FromHost::kNothing;
  std::vector<std::string> host_files;  ///< of this machine, see CopyFromMachine
  std::vector<std::string> bases;       ///< bottom to top: tars, directories, OCI image layouts
  std::vector<std::string> layers;      ///< bottom to top: tars, OCI image layouts
  ImageConfig config;
  bool finds_entrypoint = false;  ///< DefaultEntrypoint in place of the config's
  User user = kAnybody;
  bool has_tmp = false;
  std::vector<std::string> imports;  ///< modules that the program must be able to import
  bool starts_program = true;        ///< or only those imports
  Expectations expectations;
  std::optional<std::chrono::seconds> limit;  ///< for each start
  bool requires_isolation = false;
};

struct ImageVerdict {
  std::vector<std::string> failures;  ///< a line each
  bool is_isolated = false;
};

/// Extracts the layers, runs, compares and removes them. The program's output goes to this
/// process's own; one line on standard error tells where there is no isolation. Throws Error where
/// there is nothing to run, as CannotStart if it is the program that is missing.
ImageVerdict RunImage(const ImageRun& run);

}  // namespace pyvenv
