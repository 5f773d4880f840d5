#include "pkg_pyvenv/bill_flags.h"

namespace pyvenv {

BillFormat BillFormatOf(std::string_view name) {
  return name == "spdx" ? BillFormat::kSpdx : BillFormat::kCycloneDx;
}

}  // namespace pyvenv
