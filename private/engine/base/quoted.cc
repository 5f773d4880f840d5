#include "base/quoted.h"

namespace pyvenv {

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  quoted.append(text);
  return quoted += '"';
}

}  // namespace pyvenv
