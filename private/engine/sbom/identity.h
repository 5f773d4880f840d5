#pragma once

#include <string>
#include <string_view>

#include "sbom/software.h"

namespace pyvenv {

/// "1970-01-01T00:00:00Z", a time as both formats have it.
std::string Timestamp(int64_t seconds);

/// A UUID (RFC 9562, version 8) of the bill's layers: the same for the same layers.
std::string UuidOf(const Bill& bill);

/// Whether this is one of the identifiers of SPDX's list of licences that distributions use most.
/// The list as a whole has hundreds, which grow; what is not known here is told as words.
bool IsWellKnownLicense(std::string_view license);

}  // namespace pyvenv
