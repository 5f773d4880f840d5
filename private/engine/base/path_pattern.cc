#include "base/path_pattern.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/split.h"

namespace pyvenv {
namespace {

constexpr std::string_view kAnySegments = "**";

/// Whether a sequence matches a pattern whose wildcards stand for any number of elements.
///
/// What stands before a wildcard may match as early as it can, so that a mismatch only ever goes
/// back to the last wildcard, and never further.
template <typename Pattern, typename Sequence, typename IsWildcard, typename Equals>
bool MatchesSequence(const Pattern& pattern, const Sequence& sequence, IsWildcard is_wildcard,
                     Equals equals) {
  size_t at = 0;
  size_t in_pattern = 0;
  std::optional<size_t> after_wildcard;
  size_t retry = 0;  // where what comes after the wildcard is tried next
  while (at < sequence.size()) {
    if (in_pattern < pattern.size() && is_wildcard(pattern[in_pattern])) {
      after_wildcard = ++in_pattern;
      retry = at + 1;
    } else if (in_pattern < pattern.size() && equals(pattern[in_pattern], sequence[at])) {
      ++in_pattern;
      ++at;
    } else if (after_wildcard) {
      in_pattern = *after_wildcard;
      at = retry++;
    } else {
      return false;
    }
  }
  while (in_pattern < pattern.size() && is_wildcard(pattern[in_pattern])) ++in_pattern;
  return in_pattern == pattern.size();
}

bool MatchesSegment(std::string_view pattern, std::string_view segment) {
  return MatchesSequence(
      pattern, segment, [](char c) { return c == '*'; }, [](char a, char b) { return a == b; });
}

}  // namespace

PathPattern::PathPattern(std::string_view text) {
  const std::vector<std::string_view> segments = SplitText(text, '/');
  segments_.assign(segments.begin(), segments.end());
  if (segments_.size() == 1) {
    segments_.emplace(segments_.begin(), kAnySegments);
  } else if (segments_.back().empty()) {
    segments_.back() = kAnySegments;
  }
}

bool PathPattern::Matches(std::string_view path) const {
  return MatchesSequence(
      segments_, SplitText(path, '/'),
      [](std::string_view segment) { return segment == kAnySegments; }, MatchesSegment);
}

bool MatchesAny(std::span<const PathPattern> patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const PathPattern& pattern) { return pattern.Matches(path); });
}

}  // namespace pyvenv
