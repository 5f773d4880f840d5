#include "pkg_pyvenv/print_result.h"

#include <cerrno>
#include <cstdio>

#include "base/error.h"

namespace pyvenv {

void PrintResult(std::string_view text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!is_written || std::fflush(stdout) != 0) {
    throw Error("cannot write", "standard output", ErrnoText(errno));
  }
}

}  // namespace pyvenv
