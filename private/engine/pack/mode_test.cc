#include "pack/mode.h"

#include <gtest/gtest.h>

namespace pyvenv::mode_test {

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

TEST(ModeTest, GroupAsOwner) {
  EXPECT_EQ(GroupAsOwner(0755), 0775U);
  EXPECT_EQ(GroupAsOwner(0644), 0664U);
  EXPECT_EQ(GroupAsOwner(0070), 0U);
  EXPECT_EQ(GroupAsOwner(0777), 0777U);
}

}  // namespace pyvenv::mode_test
