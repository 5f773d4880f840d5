#pragma once

#include <string>
#include <string_view>

#include "sbom/software.h"

namespace pyvenv {

/// A UUID (RFC 9562, version 8) of all that is in the bill: the same for equal bills.
std::string UuidOf(const Bill& bill);

/// Whether this is one of the identifiers of SPDX's list of licences that distributions use most.
/// The list as a whole has hundreds, which grow; what is not known here is told as words.
bool IsWellKnownLicense(std::string_view license);

}  // namespace pyvenv
