#pragma once

#include <string>

#include "sbom/software.h"

namespace pyvenv {

/// The bill as SPDX 2.3 (spdx.github.io/spdx-spec/v2.3), JSON in one line.
std::string ToSpdx(const Bill& bill);

}  // namespace pyvenv
