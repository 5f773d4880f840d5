#include "inspect/finding.h"

#include <algorithm>

#include "base/path.h"

namespace pyvenv {

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return {};
}

std::string_view KindName(FindingKind kind) {
  switch (kind) {
    case FindingKind::kTwice:
      return "path twice";
    case FindingKind::kTwoTypes:
      return "path of two types";
    case FindingKind::kBelowNoDirectory:
      return "path below no directory";
    case FindingKind::kWhiteout:
      return "whiteout";
    case FindingKind::kBadPath:
      return "path that cannot be";
    case FindingKind::kBadHardLink:
      return "hard link to nothing";
    case FindingKind::kSpecialFile:
      return "special file";
    case FindingKind::kOtherDescriptor:
      return "not as the descriptor says";
    case FindingKind::kOtherListing:
      return "not as the listing says";
    case FindingKind::kUnreadable:
      return "unreadable layer";
    case FindingKind::kDanglingLink:
      return "dangling link";
    case FindingKind::kLeavingLink:
      return "link leaves the tree";
    case FindingKind::kCyclicLink:
      return "cyclic link";
    case FindingKind::kTooManyLayers:
      return "too many layers";
    case FindingKind::kOverridden:
      return "two files for one path";
    case FindingKind::kObscured:
      return "path below another entry";
    case FindingKind::kRepeatedDistribution:
      return "distribution twice";
    case FindingKind::kDistributionInInterpreter:
      return "distribution in interpreter";
    case FindingKind::kDistributionInMain:
      return "distribution in main";
    case FindingKind::kUnmatchedPattern:
      return "pattern that matches nothing";
    case FindingKind::kClaimedTwice:
      return "distribution claimed twice";
    case FindingKind::kManyLayers:
      return "many layers";
    case FindingKind::kForeignObject:
      return "object for another machine";
    case FindingKind::kMissingLibrary:
      return "missing library";
    case FindingKind::kMissingInterpreter:
      return "missing interpreter";
    case FindingKind::kMalformedObject:
      return "malformed object";
    case FindingKind::kAbsoluteLink:
      return "absolute link";
    case FindingKind::kLibraryOffThePath:
      return "library off the search path";
  }
  return {};
}

namespace {

std::string Heading(const Finding& finding) {
  std::string heading(SeverityName(finding.severity));
  return heading.append(": ").append(KindName(finding.kind)).append(": ");
}

}  // namespace

std::string FindingText(std::string_view path, std::string_view what, std::string_view origins) {
  return Printable(path) + ": " + Printable(what) + " (" + Printable(origins) + ")";
}

std::string FindingLine(const Finding& finding) {
  return Heading(finding) + finding.text;
}

size_t CountOf(std::span<const Finding> findings, Severity severity) {
  return std::count_if(findings.begin(), findings.end(),
                       [severity](const Finding& finding) { return finding.severity == severity; });
}

std::string FindingDigest(std::span<const Finding> findings, std::string_view prefix, size_t limit,
                          std::string_view report) {
  std::string digest;
  while (!findings.empty() && findings.front().severity != Severity::kNote) {
    const Finding& first = findings.front();
    const auto end = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.severity != first.severity || finding.kind != first.kind;
    });
    const auto count = static_cast<size_t>(end - findings.begin());
    for (const Finding& finding : findings.first(std::min(count, limit))) {
      digest.append(prefix).append(FindingLine(finding)).append("\n");
    }
    if (count > limit) {
      digest.append(prefix).append(Heading(first));
      digest.append("… and ").append(std::to_string(count - limit));
      digest.append(" more");
      if (!report.empty()) digest.append(", all in ").append(Printable(report));
      digest.append("\n");
    }
    findings = findings.subspan(count);
  }
  return digest;
}

}  // namespace pyvenv
