#include "diff/member_order.h"

#include <algorithm>

namespace pyvenv {

std::vector<bool> OutOfOrder(std::span<const uint32_t> numbers) {
  // Patience sorting: `ends[k]` is where the increasing subsequence of k + 1 numbers that ends
  // lowest does so, and `previous` leads back through each of them.
  constexpr size_t kNone = SIZE_MAX;
  std::vector<size_t> ends;
  std::vector<size_t> previous(numbers.size(), kNone);
  for (size_t i = 0; i < numbers.size(); ++i) {
    const auto place = std::partition_point(ends.begin(), ends.end(),
                                            [&](size_t end) { return numbers[end] < numbers[i]; });
    if (place != ends.begin()) previous[i] = *(place - 1);
    if (place == ends.end()) {
      ends.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<bool> is_out(numbers.size(), true);
  for (size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = previous[i]) {
    is_out[i] = false;
  }
  return is_out;
}

}  // namespace pyvenv
