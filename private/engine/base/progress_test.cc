#include "base/progress.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace pyvenv::progress_test {

const std::string kRewrite = "\r\x1b[K";

// What it writes, at the times that the test sets.
class ProgressTest : public ::testing::Test {
 protected:
  void Start(uint64_t total) {
    progress_.emplace(
        "reading", total, [this](std::string_view text) { text_ += text; },
        [this] { return Progress::Time(seconds_); });
  }

  // What is written when `bytes` more are done at that time.
  std::string AddAt(double seconds, uint64_t bytes) {
    seconds_ = seconds;
    text_.clear();
    progress_->Add(bytes);
    return text_;
  }

  double seconds_ = 100;
  std::string text_;
  std::optional<Progress> progress_;
};

TEST_F(ProgressTest, QuickWorkIsQuiet) {
  Start(1000);
  EXPECT_EQ(AddAt(100.5, 500), "");
  EXPECT_EQ(AddAt(100.99, 500), "");
  progress_.reset();
  EXPECT_EQ(text_, "");
}

TEST_F(ProgressTest, TellsBytesRateAndTimeLeft) {
  Start(4000000);
  EXPECT_EQ(AddAt(102, 1000000),
            kRewrite + "reading [#####---------------] 1.0 MB of 4.0 MB, 500 kB/s, 6 s left");
  EXPECT_EQ(AddAt(104, 3000000),
            kRewrite + "reading [####################] 4.0 MB of 4.0 MB, 1.0 MB/s, 0 s left");
}

TEST_F(ProgressTest, LongTimes) {
  Start(1000000);
  EXPECT_EQ(AddAt(110, 100000),
            kRewrite + "reading [##------------------] 100 kB of 1.0 MB, 10 kB/s, 1 min 30 s left");
}

TEST_F(ProgressTest, WritesFiveTimesASecond) {
  Start(1000);
  EXPECT_NE(AddAt(101, 1), "");
  EXPECT_EQ(AddAt(101.19, 1), "");
  EXPECT_NE(AddAt(101.21, 1), "");
}

TEST_F(ProgressTest, WithoutATotalThereIsNoEnd) {
  Start(0);
  EXPECT_EQ(AddAt(101, 5000), kRewrite + "reading 5.0 kB, 5.0 kB/s");
}

TEST_F(ProgressTest, MoreThanTheTotalIsNoNonsense) {
  Start(10);
  EXPECT_EQ(AddAt(101, 5000), kRewrite + "reading 5.0 kB, 5.0 kB/s");
}

TEST_F(ProgressTest, IsGoneAtTheEnd) {
  Start(1000);
  AddAt(102, 1);
  text_.clear();
  progress_.reset();
  EXPECT_EQ(text_, kRewrite);
}

TEST(ProgressSinkTest, NowhereIsFine) {
  Progress progress("reading", 10, nullptr, SteadyTime);
  progress.Add(10);
}

}  // namespace pyvenv::progress_test
