#pragma once

#include <string>

#include "sbom/software.h"

namespace pyvenv {

/// The bill as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json), JSON in one line.
std::string ToCycloneDx(const Bill& bill);

}  // namespace pyvenv
