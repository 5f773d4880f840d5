#include "base/cpus.h"

#include <gtest/gtest.h>
#include <sched.h>

namespace pyvenv::cpus_test {

TEST(CpusTest, QuotasAreRoundedUp) {
  EXPECT_EQ(CpusOfQuota("100000 100000"), 1U);
  EXPECT_EQ(CpusOfQuota("150000 100000"), 2U);
  EXPECT_EQ(CpusOfQuota("400000 100000\n"), 4U);
  EXPECT_EQ(CpusOfQuota("1000 100000"), 1U);
}

TEST(CpusTest, NoQuota) {
  for (const char* text : {"max 100000", "", "x", "100000", "100000 ", "100000 0", "100000 x"}) {
    EXPECT_EQ(CpusOfQuota(text), std::nullopt) << text;
  }
}

TEST(CpusTest, AffinityLimits) {
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_GE(UsableCpus(), 1U);
  EXPECT_LE(UsableCpus(), static_cast<unsigned>(CPU_COUNT(&before)));
  cpu_set_t one;
  CPU_ZERO(&one);
  for (int cpu = 0; CPU_COUNT(&one) == 0; ++cpu) {
    if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(UsableCpus(), 1U);
  ASSERT_EQ(sched_setaffinity(0, sizeof before, &before), 0);
}

}  // namespace pyvenv::cpus_test
