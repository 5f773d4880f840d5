#pragma once

#include <string>

namespace pyvenv {

/// The time that a build is to take for now, in seconds since 1970, as the environment has it
/// (https://reproducible-builds.org/specs/source-date-epoch/); "0" without one.
std::string SourceDateEpoch();

/// What the help calls that default.
constexpr const char* kSourceDateEpochOrZero = "SOURCE_DATE_EPOCH, else 0";

}  // namespace pyvenv
