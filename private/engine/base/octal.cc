#include "base/octal.h"

namespace pyvenv {

void AppendOctal(char byte, std::string* out) {
  const auto number = static_cast<unsigned char>(byte);
  *out += '\\';
  *out += static_cast<char>('0' + (number >> 6U));
  *out += static_cast<char>('0' + ((number >> 3U) & 7U));
  *out += static_cast<char>('0' + (number & 7U));
}

}  // namespace pyvenv
