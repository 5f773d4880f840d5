#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pyvenv {

/// Which of these numbers have to move so that the rest rises: all but a longest increasing
/// subsequence. The numbers differ from one another.
std::vector<bool> OutOfOrder(std::span<const uint32_t> numbers);

}  // namespace pyvenv
