#include "layers/platform.h"

#include <gtest/gtest.h>

namespace pyvenv::platform_test {

TEST(PlatformTest, Text) {
  const Platform arm{.os = "linux", .architecture = "arm", .variant = "v7"};
  EXPECT_EQ(ParsePlatform("linux/arm/v7"), arm);
  EXPECT_EQ(ToText(arm), "linux/arm/v7");
  EXPECT_EQ(ToText(*ParsePlatform("linux/amd64")), "linux/amd64");
  for (const char* const text : {"", "linux", "linux/", "/amd64", "linux//v7", "a/b/c/d", "a/b/"}) {
    EXPECT_EQ(ParsePlatform(text), std::nullopt) << text;
  }
}

TEST(PlatformTest, ThisOneIsLinux) {
  EXPECT_EQ(ThisPlatform().os, "linux");
  EXPECT_NE(ThisPlatform().architecture, "x86_64");
  EXPECT_NE(ThisPlatform().architecture, "");
}

bool IsServed(const char* offered, const char* wanted) {
  return Serves(*ParsePlatform(offered), *ParsePlatform(wanted));
}

TEST(PlatformTest, WhatServes) {
  EXPECT_TRUE(IsServed("linux/amd64", "linux/amd64"));
  EXPECT_FALSE(IsServed("linux/amd64", "linux/arm64"));
  EXPECT_FALSE(IsServed("windows/amd64", "linux/amd64"));
  EXPECT_TRUE(IsServed("linux/arm/v7", "linux/arm"));
  EXPECT_TRUE(IsServed("linux/arm", "linux/arm/v7"));
  EXPECT_FALSE(IsServed("linux/arm", "linux/arm/v6"));
  EXPECT_FALSE(IsServed("linux/arm/v6", "linux/arm/v7"));
  EXPECT_TRUE(IsServed("linux/arm64", "linux/arm64/v8"));
  EXPECT_TRUE(IsServed("linux/arm64/v8", "linux/arm64"));
  EXPECT_FALSE(IsServed("linux/amd64", "linux/amd64/v3"));
}

}  // namespace pyvenv::platform_test
