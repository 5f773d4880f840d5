#include "sandbox/user.h"

#include <gtest/gtest.h>

namespace pyvenv::user_test {

TEST(UserTest, Parse) {
  EXPECT_EQ(ParseUser("65532:65533").value().uid, 65532);
  EXPECT_EQ(ParseUser("65532:65533").value().gid, 65533);
  EXPECT_EQ(ParseUser("7").value().uid, 7);
  EXPECT_EQ(ParseUser("7").value().gid, 0);
  for (const char* const text : {"", "nonroot", "1:", ":1", "1:2:3", "-1", "4294967296", "1 "}) {
    EXPECT_FALSE(ParseUser(text)) << text;
  }
}

TEST(UserTest, ModeIsThatOfTheClassThatTheUserIsIn) {
  const User user = {.uid = 5, .gid = 6};
  EXPECT_EQ(ModeFor(user, {.uid = 5, .gid = 6, .mode = 0751}), 0777);
  EXPECT_EQ(ModeFor(user, {.uid = 0, .gid = 6, .mode = 0751}), 0555);
  EXPECT_EQ(ModeFor(user, {.uid = 0, .gid = 0, .mode = 0751}), 0111);
  // The owner is not helped by what others may.
  EXPECT_EQ(ModeFor(user, {.uid = 5, .gid = 0, .mode = 0077}), 0);
  EXPECT_EQ(ModeFor(user, {.uid = 0, .gid = 0, .mode = 06755}), 0555);
}

TEST(UserTest, RootMayWhatAnybodyMay) {
  const User root = {};
  EXPECT_EQ(ModeFor(root, {.uid = 5, .gid = 5, .mode = 0600}), 0666);
  EXPECT_EQ(ModeFor(root, {.uid = 5, .gid = 5, .mode = 0100}), 0777);
}

}  // namespace pyvenv::user_test
