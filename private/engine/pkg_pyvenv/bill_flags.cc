#include "pkg_pyvenv/bill_flags.h"

#include <cstdlib>

namespace pyvenv {

BillFormat BillFormatOf(std::string_view name) {
  return name == "spdx" ? BillFormat::kSpdx : BillFormat::kCycloneDx;
}

std::string SourceDateEpoch() {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  return epoch == nullptr || *epoch == '\0' ? "0" : epoch;
}

}  // namespace pyvenv
