#include "tar/pax.h"

namespace pyvenv {

void AppendPaxRecord(std::string_view key, std::string_view value, std::string* records) {
  const size_t rest = key.size() + value.size() + 3;  // " ", "=", "\n"
  std::string length = std::to_string(rest);
  // The digits may carry the sum to one digit more, at most once.
  length = std::to_string(rest + length.size());
  length = std::to_string(rest + length.size());
  records->append(length).append(1, ' ').append(key).append(1, '=').append(value).append(1, '\n');
}

}  // namespace pyvenv
