#include "cli/version.h"

#include <cstdio>

namespace pyvenv {

std::string_view Version() {
#ifdef PYVENV_VERSION
  return PYVENV_VERSION;
#else
  return "unknown";
#endif
}

int PrintVersion(std::string_view program) {
  std::printf("%.*s %s\n", static_cast<int>(program.size()), program.data(), Version().data());
  return 0;
}

}  // namespace pyvenv
