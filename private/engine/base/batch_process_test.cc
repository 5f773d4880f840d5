#include "base/batch_process.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <thread>

namespace pyvenv::batch_process_test {

// In a thread of its own, for it is those that have a policy.
TEST(BatchProcessTest, PolicyAndNicenessStayWhatTheyWere) {
  std::thread([] {
    ASSERT_EQ(::setpriority(PRIO_PROCESS, 0, 5), 0);
    BecomeBatchProcess();
    EXPECT_EQ(::sched_getscheduler(0), SCHED_OTHER);
    EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), 5);
    const sched_param none{};
    ASSERT_EQ(::sched_setscheduler(0, SCHED_IDLE, &none), 0);
    BecomeBatchProcess();
    EXPECT_EQ(::sched_getscheduler(0), SCHED_IDLE);
  }).join();
}

// The kernel tells how long its slices are where it lets a thread choose (6.12 and newer).
TEST(BatchProcessTest, AskedForLongSlices) {
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
  } attributes{};
  std::thread([&] {
    const auto read = [&] {
      return ::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0);
    };
    if (read() != 0 || attributes.runtime == 0) return;
    BecomeBatchProcess();
    ASSERT_EQ(read(), 0);
    EXPECT_EQ(attributes.runtime, 100'000'000U);
  }).join();
}

}  // namespace pyvenv::batch_process_test
