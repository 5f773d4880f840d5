#include "base/error.h"

#include <system_error>

#include "base/path.h"

namespace pyvenv {

Error::Error(std::string_view what, std::string_view path, std::string_view cause,
             std::string_view origin)
    : text_(what) {
  text_ += ": ";
  text_ += Printable(path);
  text_ += ": ";
  text_ += Printable(cause);
  SetOrigin(origin);
}

void Error::SetOrigin(std::string_view origin) {
  if (has_origin_ || origin.empty()) return;
  has_origin_ = true;
  text_ += " (";
  text_ += Printable(origin);
  text_ += ")";
}

std::string ErrnoText(int error_number) {
  return std::generic_category().message(error_number);
}

}  // namespace pyvenv
