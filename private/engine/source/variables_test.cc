#include "source/variables.h"

#include <gtest/gtest.h>

namespace pyvenv::variables_test {

TEST(VariablesTest, SetInTheirPlaceOrAtTheEnd) {
  Variables variables = {"A=1", "AB=2"};
  SetVariable("A=3=4", &variables);
  SetVariable("B=", &variables);
  EXPECT_EQ(variables, (Variables{"A=3=4", "AB=2", "B="}));
}

TEST(VariablesTest, OverTheBase) {
  const StartConfig config{.env = {"LANG=C", "NEW=1"}, .program_directory = "/opt/venv/bin"};
  EXPECT_EQ(VariablesOver({"LANG=de", "PATH=/sbin:/x", "KEPT=1"}, config),
            (Variables{"LANG=C", "PATH=/opt/venv/bin:/sbin:/x", "KEPT=1", "NEW=1"}));
  EXPECT_EQ(VariablesOver({"PATH="}, config).front(), "PATH=/opt/venv/bin");
}

TEST(VariablesTest, WithoutABase) {
  EXPECT_EQ(
      VariablesOver({}, {.env = {"V=1"}, .program_directory = "/p"}),
      (Variables{"PATH=/p:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "V=1"}));
  EXPECT_EQ(VariablesOver({}, {}), Variables{});
}

}  // namespace pyvenv::variables_test
