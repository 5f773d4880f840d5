#pragma once

#include <string>
#include <string_view>

#include "sbom/write_bill.h"

namespace pyvenv {

/// What a flag calls the formats of bills of materials, "spdx|cyclonedx".
BillFormat BillFormatOf(std::string_view name);

/// The time that a build is to take for now, in seconds since 1970, as the environment has it
/// (reproducible-builds.org/specs/source-date-epoch); "0" without one.
std::string SourceDateEpoch();

}  // namespace pyvenv
