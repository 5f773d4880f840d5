#include "source/pyvenv_cfg.h"

#include <gtest/gtest.h>

namespace pyvenv::pyvenv_cfg_test {

constexpr std::string_view kCfg =
    "home = /usr/bin\n"
    "include-system-site-packages=false\n"
    "a line of no use\n"
    "empty =\n"
    "prompt = a = b";

TEST(PyvenvCfgTest, Values) {
  EXPECT_EQ(CfgValue(kCfg, "home"), "/usr/bin");
  EXPECT_EQ(CfgValue(kCfg, "include-system-site-packages"), "false");
  EXPECT_EQ(CfgValue(kCfg, "prompt"), "a = b");
  EXPECT_EQ(CfgValue(kCfg, "empty"), "");
  EXPECT_EQ(CfgValue(kCfg, "version"), "");
}

TEST(PyvenvCfgTest, WhatIsNoValueStays) {
  EXPECT_EQ(WithCfgValues(kCfg,
                          [](std::string_view key, std::string_view value) {
                            return key == "home" ? std::string("/x") : std::string(value);
                          }),
            "home = /x\n"
            "include-system-site-packages=false\n"
            "a line of no use\n"
            "empty =\n"
            "prompt = a = b");
}

}  // namespace pyvenv::pyvenv_cfg_test
