#pragma once

#include <optional>
#include <string_view>

namespace pyvenv {

/// CPUs that this process may use, at least 1: those it may run on (sched_getaffinity(2)), but no
/// more than the quota of its control group allows (cgroup v2, "cpu.max").
unsigned UsableCpus();

/// The CPUs of a quota, rounded up, from the text of a cpu.max file: "<quota> <period>" in
/// microseconds, or "max <period>". Empty if it sets no limit.
std::optional<unsigned> CpusOfQuota(std::string_view cpu_max);

}  // namespace pyvenv
