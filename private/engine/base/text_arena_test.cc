#include "base/text_arena.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pyvenv::text_arena_test {

TEST(TextArenaTest, TextsStayWhereTheyAre) {
  TextArena arena;
  std::vector<std::string> texts;
  std::vector<std::string_view> kept;
  for (size_t size :
       {size_t{0}, size_t{1}, size_t{32767}, size_t{32768}, size_t{32769}, size_t{1} << 20U}) {
    for (int i = 0; i < 50; ++i) {
      texts.emplace_back(size, static_cast<char>('a' + i % 26));
      kept.push_back(arena.Add(texts.back()));
    }
  }
  for (size_t i = 0; i < texts.size(); ++i) ASSERT_EQ(kept[i], texts[i]) << i;
}

TEST(TextArenaTest, AppendedOnesToo) {
  TextArena arena;
  const std::string_view before = arena.Add("before");
  TextArena other;
  const std::string_view appended = other.Add("appended");
  arena.Append(std::move(other));
  const std::string_view after = arena.Add("after");
  EXPECT_EQ(before, "before");
  EXPECT_EQ(appended, "appended");
  EXPECT_EQ(after, "after");
}

}  // namespace pyvenv::text_arena_test
