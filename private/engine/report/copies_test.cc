#include "report/copies.h"

#include <gtest/gtest.h>

#include <vector>

namespace pyvenv::copies_test {

TEST(CopiesTest, ThoseThatWasteTheMostComeFirst) {
  Contents contents;
  contents.entries = {
      {.size = 10, .content = "a"},
      {.size = 100, .content = "b"},
      {.layer = 1, .size = 10, .content = "a"},
      {.layer = 1, .size = 100, .content = "b"},
      {.layer = 1, .size = 10, .content = "a"},
      {.size = 5, .content = "alone"},
  };
  EXPECT_EQ(FindCopies(contents), (std::vector<Copies>{{1, 3}, {0, 2, 4}}));
}

TEST(CopiesTest, WhatWastesNothingDoesNotCount) {
  Contents contents;
  contents.entries = {
      {.size = 0, .content = "empty"},
      {.size = 0, .content = "empty"},
      {.size = 9, .content = "linked"},
      {.size = 9, .content = "linked", .hard_link = "other"},
      {.type = MemberType::kLink, .content = "text"},
      {.type = MemberType::kLink, .content = "text"},
      {.size = 9, .content = ""},  // of a listing without digests
      {.size = 9, .content = ""},
  };
  EXPECT_EQ(FindCopies(contents), std::vector<Copies>{});
}

}  // namespace pyvenv::copies_test
