#include "sandbox/user.h"

#include <charconv>

namespace pyvenv {
namespace {

bool ParseNumber(std::string_view text, uint32_t* number) {
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, *number);
  return fault == std::errc() && stop == end;
}

}  // namespace

std::optional<User> ParseUser(std::string_view text) {
  const size_t colon = text.find(':');
  User user;
  const bool has_group = colon != std::string_view::npos;
  if (!ParseNumber(text.substr(0, colon), &user.uid) ||
      (has_group && !ParseNumber(text.substr(colon + 1), &user.gid))) {
    return std::nullopt;
  }
  return user;
}

uint32_t ModeFor(User user, const Ownership& ownership) {
  if (user.uid == 0) {
    // Root reads and writes everything, and executes what anybody may.
    return (ownership.mode & 0111U) == 0 ? 0666 : 0777;
  }
  const bool is_owner = ownership.uid == user.uid;
  const bool is_in_group = ownership.gid == user.gid;
  const uint32_t shift = is_owner ? 6 : is_in_group ? 3 : 0;
  const uint32_t bits = ownership.mode >> shift & 7U;
  return bits << 6U | bits << 3U | bits;
}

}  // namespace pyvenv
