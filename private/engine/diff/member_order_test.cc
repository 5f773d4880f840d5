#include "diff/member_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace pyvenv::member_order_test {

using Numbers = std::vector<uint32_t>;

Numbers Moved(const Numbers& numbers) {
  const std::vector<bool> is_out = OutOfOrder(numbers);
  Numbers moved;
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (is_out[i]) moved.push_back(numbers[i]);
  }
  return moved;
}

TEST(MemberOrderTest, SortedNumbersStay) {
  EXPECT_EQ(Moved({}), Numbers());
  EXPECT_EQ(Moved({7}), Numbers());
  EXPECT_EQ(Moved({1, 2, 5, 9}), Numbers());
}

TEST(MemberOrderTest, AsFewAsPossibleMove) {
  EXPECT_EQ(Moved({9, 1, 2, 3}), Numbers({9}));
  EXPECT_EQ(Moved({1, 2, 3, 0}), Numbers({0}));
  EXPECT_EQ(Moved({1, 5, 2, 3, 4}), Numbers({5}));
  EXPECT_EQ(Moved({3, 2, 1}).size(), 2U);
}

TEST(MemberOrderTest, WhatIsLeftOfAnyPermutationRises) {
  std::mt19937 random(1);
  for (size_t size = 2; size < 60; ++size) {
    Numbers numbers(size);
    std::iota(numbers.begin(), numbers.end(), 0);
    std::shuffle(numbers.begin(), numbers.end(), random);
    const std::vector<bool> is_out = OutOfOrder(numbers);
    Numbers rest;
    for (size_t i = 0; i < size; ++i) {
      if (!is_out[i]) rest.push_back(numbers[i]);
    }
    EXPECT_TRUE(std::is_sorted(rest.begin(), rest.end()));
    EXPECT_FALSE(rest.empty());
  }
}

}  // namespace pyvenv::member_order_test
