#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pyvenv {

enum class Severity : uint8_t {
  kError,    ///< the union is not the tree that the binary needs
  kWarning,  ///< it is, and most likely not as meant
  kNote,     ///< worth knowing
};

/// What verification can find, in the order of reports.
enum class FindingKind : uint8_t {
  kTwice,
  kTwoTypes,
  kBelowNoDirectory,
  kWhiteout,
  kBadPath,
  kBadHardLink,
  kSpecialFile,
  kOtherDescriptor,
  kOtherListing,
  kUnreadable,
  kDanglingLink,
  kLeavingLink,
  kCyclicLink,
  kTooManyLayers,
  kOverridden,
  kObscured,
  kRepeatedDistribution,
  kDistributionInInterpreter,
  kDistributionInMain,
  kUnmatchedPattern,
  kClaimedTwice,
  kManyLayers,
  kForeignObject,
  kMissingLibrary,
  kMissingInterpreter,
  kMalformedObject,
  kAbsoluteLink,
  kLibraryOffThePath,
};

struct Finding {
  Severity severity;
  FindingKind kind;
  std::string text;   ///< printable; of a path: "<path>: <what is wrong> (<who brought it>)"
  std::string path;   ///< in the layers; empty if it is about none
  std::string layer;  ///< the uppermost layer that has the path; empty if it is about none
};

/// The text of a finding about a path: made printable, as the struct has it.
std::string FindingText(std::string_view path, std::string_view what, std::string_view origins);

/// "error", "warning", "note".
std::string_view SeverityName(Severity severity);

/// "path twice", "dangling link", …
std::string_view KindName(FindingKind kind);

/// One line for a person, without its end: "error: dangling link: …".
std::string FindingLine(const Finding& finding);

/// How many findings are this severe.
size_t CountOf(std::span<const Finding> findings, Severity severity);

/// Errors and warnings for a terminal, each line after `prefix`: no more than `limit` of a kind and
/// severity, then how many more there are, and that `report`, the path of a file, has them, unless
/// it is empty.
/// `findings` must be sorted by both.
std::string FindingDigest(std::span<const Finding> findings, std::string_view prefix, size_t limit,
                          std::string_view report);

}  // namespace pyvenv
