#include "base/last_words.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <new>
#include <stdexcept>
#include <string>

#include "base/signal_cleanup.h"
#include "base/task_pool.h"
#include "testing/temp_dir.h"

namespace pyvenv::last_words_test {

template <typename Fault>
void EndInATask(const std::string& file, unsigned jobs) {
  InstallLastWords("program", 7);
  const RemoveOnSignal guard(file);
  TaskPool pool(jobs);
  pool.Add(TaskPool::Turn::kLast, [] { throw Fault(); });
  pool.WaitUntil([] { return false; });
}

struct Mistake : std::logic_error {
  Mistake() : std::logic_error("mistake") {}
};

TEST(LastWordsDeathTest, LackOfMemoryInATask) {
  const testing::TempDir temp;
  for (const unsigned jobs : {1, 4}) {
    const std::string file = temp.Write("file", "half");
    EXPECT_EXIT(EndInATask<std::bad_alloc>(file, jobs), ::testing::ExitedWithCode(7),
                "^program: error: there is not enough memory\n$");
    EXPECT_NE(::access(file.c_str(), F_OK), 0) << jobs;
  }
}

TEST(LastWordsDeathTest, MistakesAbort) {
  const testing::TempDir temp;
  EXPECT_EXIT(EndInATask<Mistake>(temp.Write("file", "half"), 2),
              ::testing::KilledBySignal(SIGABRT), "");
}

}  // namespace pyvenv::last_words_test
