#include "pack/mode.h"

#include <gtest/gtest.h>

namespace pyvenv {
namespace {

TEST(ModeTest, FromDeclarationOrContent) {
  EXPECT_EQ(ModeOfFile(false, ""), 0644U);
  EXPECT_EQ(ModeOfFile(true, ""), 0755U);
  EXPECT_EQ(ModeOfFile(false, "#!/bin/sh"), 0755U);
  EXPECT_EQ(ModeOfFile(false, "#!"), 0755U);
  EXPECT_EQ(ModeOfFile(false, "#"), 0644U);
  EXPECT_EQ(ModeOfFile(false, "# !"), 0644U);
  EXPECT_EQ(ModeOfFile(false,
                       "\x7f"
                       "ELF\x02"),
            0755U);
  EXPECT_EQ(ModeOfFile(false,
                       "\x7f"
                       "EL"),
            0644U);
}

}  // namespace
}  // namespace pyvenv
