#include "base/batch_process.h"

#include <cstdint>
#include <cstdlib>  // which tells whose library this is

#if defined(__GLIBC__)
#include <malloc.h>
#endif
#if defined(__linux__)
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace pyvenv {
namespace {

void UseOneHeap() {
#if defined(__GLIBC__)
  ::mallopt(M_ARENA_MAX, 1);
#endif
}

void AskForLongSlices() {
#if defined(__linux__)
  // The first version of the kernel's struct sched_attr, for which C libraries have no name yet.
  struct {
    uint32_t size;
    uint32_t policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime;  // of a slice, in ns
    uint64_t deadline;
    uint64_t period;
  } attributes{};
  if (::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0) return;
  if (attributes.policy != SCHED_OTHER && attributes.policy != SCHED_BATCH) return;
  attributes.runtime = 100'000'000;  // the most that there is
  // Where it is refused, or means nothing to the kernel, all stays as it was.
  [[maybe_unused]] const auto refused = ::syscall(SYS_sched_setattr, 0, &attributes, 0);
#endif
}

}  // namespace

void BecomeBatchProcess() {
  UseOneHeap();
  AskForLongSlices();
}

}  // namespace pyvenv
