#include "base/coalescing_sink.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/memory_sink.h"

namespace pyvenv::coalescing_sink_test {

TEST(CoalescingSinkTest, HandsOnWholeBlocks) {
  testing::MemorySink memory;
  CoalescingSink sink(memory, 4);
  sink.Write("ab");
  EXPECT_TRUE(memory.writes().empty());
  sink.Write("cdefghi");
  sink.Write("");
  EXPECT_EQ(memory.writes(), (std::vector<std::string>{"abcd", "efgh"}));
  sink.Flush();
  sink.Flush();
  EXPECT_EQ(memory.writes(), (std::vector<std::string>{"abcd", "efgh", "i"}));
}

TEST(CoalescingSinkTest, WritesNothingUnasked) {
  testing::MemorySink memory;
  { CoalescingSink(memory, 4).Write("abc"); }
  EXPECT_TRUE(memory.writes().empty());
}

}  // namespace pyvenv::coalescing_sink_test
