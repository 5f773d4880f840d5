#include "base/task_pool.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/strand.h"

namespace pyvenv::task_pool_test {

class TaskPoolTest : public ::testing::TestWithParam<unsigned> {
 protected:
  TaskPool pool_{GetParam()};
};

TEST_P(TaskPoolTest, RunsEveryTask) {
  std::atomic<int> sum = 0;
  for (int i = 1; i <= 1000; ++i) pool_.Add(TaskPool::Turn::kLast, [&sum, i] { sum += i; });
  pool_.WaitUntil([&] { return sum == 500500; });
  EXPECT_EQ(sum, 500500);
}

TEST_P(TaskPoolTest, TasksMayAddTasks) {
  std::atomic<int> left = 100;
  std::function<void()> step = [&] {
    if (--left > 0) pool_.Add(TaskPool::Turn::kNext, step);
  };
  pool_.Add(TaskPool::Turn::kLast, step);
  pool_.WaitUntil([&] { return left == 0; });
  EXPECT_EQ(left, 0);
}

TEST_P(TaskPoolTest, NoMoreThreadsThanJobs) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  std::atomic<int> left = 200;
  for (int i = 0; i < 200; ++i) {
    pool_.Add(TaskPool::Turn::kLast, [&] {
      const std::lock_guard lock(mutex);
      threads.insert(std::this_thread::get_id());
      --left;
    });
  }
  pool_.WaitUntil([&] { return left == 0; });
  EXPECT_LE(threads.size(), GetParam());
  EXPECT_EQ(pool_.jobs(), GetParam());
}

TEST_P(TaskPoolTest, DropsWhatNobodyWaitsFor) {
  std::atomic<int> running = 0;
  {
    TaskPool pool(GetParam());
    for (int i = 0; i < 100; ++i) {
      pool.Add(TaskPool::Turn::kLast, [&] {
        ++running;
        --running;
      });
    }
  }
  EXPECT_EQ(running, 0);
}

// Whoever publishes files does so with the signals blocked in its own thread.
TEST_P(TaskPoolTest, OtherThreadsLeaveSignalsToTheFirst) {
  std::atomic<int> left = 200;
  std::atomic<int> open_elsewhere = 0;
  const std::thread::id first = std::this_thread::get_id();
  for (int i = 0; i < 200; ++i) {
    pool_.Add(TaskPool::Turn::kLast, [&] {
      sigset_t blocked;
      pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
      const bool takes = sigismember(&blocked, SIGTERM) == 0 || sigismember(&blocked, SIGINT) == 0;
      if (takes && std::this_thread::get_id() != first) ++open_elsewhere;
      std::this_thread::yield();
      --left;
    });
  }
  // The others get all of it while this one sleeps.
  while (GetParam() > 1 && left > 0) std::this_thread::yield();
  pool_.WaitUntil([&] { return left == 0; });
  EXPECT_EQ(open_elsewhere, 0);
}

TEST_P(TaskPoolTest, StrandsKeepTheirOrder) {
  Strand one(pool_);
  Strand other(pool_);
  std::string digits;
  std::string letters;
  for (int i = 0; i < 260; ++i) {
    one.Add([&digits, i] { digits += static_cast<char>('0' + i % 10); });
    other.Add([&letters, i] { letters += static_cast<char>('a' + i % 26); });
  }
  pool_.WaitUntil([&] { return one.IsIdle() && other.IsIdle(); });
  std::string expected_digits;
  std::string expected_letters;
  for (int i = 0; i < 26; ++i) expected_digits += "0123456789";
  for (int i = 0; i < 10; ++i) expected_letters += "abcdefghijklmnopqrstuvwxyz";
  EXPECT_EQ(digits, expected_digits);
  EXPECT_EQ(letters, expected_letters);
}

INSTANTIATE_TEST_SUITE_P(Jobs, TaskPoolTest, ::testing::Values(1, 2, 3, 16));

// With one job everything runs here, in turn.
TEST(OneJobTest, TurnsAreKept) {
  TaskPool pool(1);
  std::string order;
  pool.Add(TaskPool::Turn::kLast, [&] { order += 'b'; });
  pool.Add(TaskPool::Turn::kLast, [&] { order += 'c'; });
  pool.Add(TaskPool::Turn::kNext, [&] { order += 'a'; });
  pool.WaitUntil([&] { return order.size() == 3; });
  EXPECT_EQ(order, "abc");
}

}  // namespace pyvenv::task_pool_test
