#pragma once

#include <cstdint>
#include <string>

namespace pyvenv {

/// The last second, since 1970, that a timestamp can tell: its year has four digits.
constexpr uint64_t kLatestTime = 253402300799;

/// "1970-01-01T00:00:00Z", a time up to that one as RFC 3339 writes it.
std::string Timestamp(uint64_t seconds);

}  // namespace pyvenv
