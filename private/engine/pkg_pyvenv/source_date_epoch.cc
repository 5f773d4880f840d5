#include "pkg_pyvenv/source_date_epoch.h"

#include <cstdlib>

namespace pyvenv {

std::string SourceDateEpoch() {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  return epoch == nullptr || *epoch == '\0' ? "0" : epoch;
}

}  // namespace pyvenv
