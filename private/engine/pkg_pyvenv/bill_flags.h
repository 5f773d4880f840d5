#pragma once

#include <string_view>

#include "sbom/write_bill.h"

namespace pyvenv {

/// What a flag calls the formats of bills of materials, "spdx|cyclonedx".
BillFormat BillFormatOf(std::string_view name);

}  // namespace pyvenv
