#include "base/cpus.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <limits>
#include <string>

#if defined(__linux__)
#include <sched.h>
#else
#include <thread>
#endif

namespace pyvenv {
namespace {

unsigned CpusOfAffinity() {
#if defined(__linux__)
  cpu_set_t set;
  // It fails on machines with more CPUs than the set has room for, and they have plenty.
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return CPU_SETSIZE;
  return static_cast<unsigned>(CPU_COUNT(&set));
#else
  return std::thread::hardware_concurrency();
#endif
}

// The control group of this process, as a directory: the line "0::<path>" of its list.
std::string ControlGroup() {
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    if (line.starts_with("0::/")) return "/sys/fs/cgroup" + line.substr(3);
  }
  return "/sys/fs/cgroup";
}

}  // namespace

std::optional<unsigned> CpusOfQuota(std::string_view cpu_max) {
  uint64_t quota = 0;
  uint64_t period = 0;
  const char* const end = cpu_max.data() + cpu_max.size();
  const auto first = std::from_chars(cpu_max.data(), end, quota);
  if (first.ec != std::errc() || first.ptr == end) return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, period);
  if (second.ec != std::errc() || period == 0) return std::nullopt;
  const uint64_t cpus = quota / period + (quota % period != 0 ? 1 : 0);
  return static_cast<unsigned>(std::clamp<uint64_t>(cpus, 1, std::numeric_limits<unsigned>::max()));
}

unsigned UsableCpus() {
  const unsigned cpus = std::max(CpusOfAffinity(), 1U);
  std::ifstream file(ControlGroup() + "/cpu.max");
  std::string text;
  std::getline(file, text);
  return std::min(cpus, CpusOfQuota(text).value_or(cpus));
}

}  // namespace pyvenv
