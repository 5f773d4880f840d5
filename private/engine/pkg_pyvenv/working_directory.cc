#include "pkg_pyvenv/working_directory.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/error.h"

namespace pyvenv {

void EnterWorkingDirectoryOfBazelRun() {
  namespace fs = std::filesystem;
  const char* const directory = std::getenv("BUILD_WORKING_DIRECTORY");
  if (directory == nullptr) return;
  std::error_code fault;
  // What `bazel run` starts hands the variable on; then a directory was chosen for this program.
  const std::string here = fs::current_path(fault).string();
  if (here.find("/pkg_pyvenv.runfiles/") == std::string::npos) return;
  fs::current_path(directory, fault);
  if (fault) throw Error("cannot enter", directory, fault.message());
}

}  // namespace pyvenv
