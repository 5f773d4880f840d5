#include "sandbox/expectations.h"

#include <gtest/gtest.h>

#include "testing/temp_dir.h"

namespace pyvenv::expectations_test {

using Lines = std::vector<std::string>;

TEST(ExpectationsTest, Status) {
  EXPECT_EQ(Failures({}, {}), Lines());
  EXPECT_EQ(Failures({.status = 3}, {.status = 3}), Lines());
  EXPECT_EQ(Failures({}, {.status = 3}), Lines{"exit status 3, expected 0"});
  EXPECT_EQ(Failures({}, {.status = 137, .is_late = true}),
            Lines{"it did not end in time and was killed"});
}

TEST(ExpectationsTest, Texts) {
  EXPECT_EQ(Failures({.texts = {"b\nc", "a"}}, {.out = "a\nb\nc\n"}), Lines());
  EXPECT_EQ(Failures({.texts = {"b\nc", "a"}}, {.out = "a"}),
            Lines{R"(standard output lacks "b\012c")"});
}

TEST(ExpectationsTest, TooMuchOutput) {
  EXPECT_EQ(Failures({.texts = {"a"}}, {.status = 3, .is_cut = true}),
            (Lines{"exit status 3, expected 0",
                   "it printed more than the 64 MiB that can be looked at"}));
}

TEST(ExpectationsTest, WholeOutput) {
  const testing::TempDir dir;
  const std::string file = dir.Write("out", "one\ntwo\nthree\n");
  const std::string start = "standard output is not that of " + file + ": line ";
  EXPECT_EQ(Failures({.output = file}, {.out = "one\ntwo\nthree\n"}), Lines());
  EXPECT_EQ(Failures({.output = file}, {.out = "one\ntwi\nthree\n"}),
            Lines{start + R"(2: "twi", expected "two")"});
  EXPECT_EQ(Failures({.output = file}, {.out = "one\n"}),
            Lines{start + R"(2: the end, expected "two")"});
  EXPECT_EQ(Failures({.output = file}, {.out = "one\ntwo\nthree\nfour"}),
            Lines{start + R"(4: "four", expected the end)"});
  EXPECT_EQ(Failures({.output = file}, {.out = "one\ntwo\nthree"}),
            Lines{start + R"(3: "three", which lacks its line end)"});
  EXPECT_EQ(Failures({.output = file}, {.out = "one\ntwo\nthree\n\n"}),
            Lines{start + R"(4: "", expected the end)"});
  EXPECT_EQ(Failures({.output = dir.Write("open", "one")}, {.out = "one\n"}),
            Lines{"standard output is not that of " + dir.Path("open") +
                  R"(: line 1: "one", which has a line end, expected none)"});
  EXPECT_EQ(Failures({.output = file}, {}), Lines{start + R"(1: the end, expected "one")"});
}

}  // namespace pyvenv::expectations_test
