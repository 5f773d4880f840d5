#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pyvenv {

/// Whom an image runs a program as: numbers, for an image may have no list of names.
struct User {
  uint32_t uid = 0;
  uint32_t gid = 0;
};

/// Somebody whom no image knows: not root, and of another group than the number of the user.
constexpr User kAnybody = {.uid = 29717, .gid = 53061};

/// "UID" or "UID:GID"; without a group that of root, as the runtimes of containers take it. Empty
/// for anything else, names among that.
std::optional<User> ParseUser(std::string_view text);

/// What a member of an image says about who may do what.
struct Ownership {
  uint64_t uid = 0;
  uint64_t gid = 0;
  uint32_t mode = 0;  ///< permission bits
};

/// The mode that gives everybody what `ownership` gives to `user`: a tree with such modes can be
/// used just as `user` could use the image's, whoever owns it. A user namespace without privileges
/// has only one user, so owners themselves cannot be told apart there.
uint32_t ModeFor(User user, const Ownership& ownership);

}  // namespace pyvenv
