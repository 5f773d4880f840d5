#include "verify/layer_check.h"

#include <optional>

#include "base/error.h"
#include "base/path.h"
#include "base/quantity.h"
#include "base/split.h"
#include "layers/member.h"
#include "layers/write_listing.h"

namespace pyvenv {
namespace {

constexpr size_t kMostOfAKind = 1000;

// Linux: PATH_MAX counts the NUL at the end, NAME_MAX does not.
constexpr size_t kLongestPath = 4095;
constexpr size_t kLongestName = 255;

bool HasLongName(std::string_view path) {
  return !VisitParts(path, '/', [](std::string_view name) { return name.size() <= kLongestName; });
}

std::string Says(std::string_view what, const std::string& is, std::string_view who,
                 const std::string& says) {
  return std::string(what) + " " + is + ", the " + std::string(who) + " says " + says;
}

std::string ContentText(const std::optional<Sha256Digest>& digest) {
  return digest ? ToHex(*digest) : "nothing";
}

/// How a member differs from what the listing says of it; empty if it does not.
std::string DifferenceFromListing(const LayerMember& member, const LayerMember& listed) {
  std::string text;
  const auto compare = [&](std::string_view what, const std::string& is, const std::string& says) {
    if (is == says) return;
    if (!text.empty()) text += "; ";
    text += Says(what, is, "listing", says);
  };
  compare("type", std::string(TypeName(member.type)), std::string(TypeName(listed.type)));
  compare("size", std::to_string(member.size), std::to_string(listed.size));
  compare("content", ContentText(member.digest), ContentText(listed.digest));
  compare("link", member.link, listed.link);
  compare("hard link", member.hard_link, listed.hard_link);
  compare("mode", ModeText(member.mode), ModeText(listed.mode));
  compare("uid", std::to_string(member.uid), std::to_string(listed.uid));
  compare("gid", std::to_string(member.gid), std::to_string(listed.gid));
  compare("time", std::to_string(member.mtime), std::to_string(listed.mtime));
  return text;
}

}  // namespace

LayerCheck::LayerCheck(const LayerSource& source, LayerUnion::Layer layer, LayerUnion* layer_union,
                       std::vector<Finding>* findings)
    : source_(source), layer_(layer), union_(*layer_union), findings_(*findings) {}

void LayerCheck::Run(Progress* progress) {
  try {
    if (source_.tar.empty()) {
      ReadMembers(OpenListing(source_.listing).get());
    } else {
      if (!source_.listing.empty()) listing_ = OpenListing(source_.listing);
      ReadMembers(OpenTar(source_.tar, progress, &facts_).get());
    }
  } catch (const Error& error) {
    Add(Severity::kError, FindingKind::kUnreadable, {}, error.what());
  }
  if (!removals_.paths.empty() || !removals_.contents.empty()) union_.Remove(layer_, removals_);
  for (const auto& [key, count] : counts_) {
    if (count <= kMostOfAKind) continue;
    findings_.push_back({.severity = key.first,
                         .kind = key.second,
                         .text = "… and " + Counted(count - kMostOfAKind, "finding") + " more (" +
                                 Printable(source_.name) + ")",
                         .layer = source_.name});
  }
}

void LayerCheck::ReadMembers(LayerReader* reader) {
  while (const LayerMember* member = reader->Next()) CheckMember(*member);
  CheckEndOfListing();
  if (const std::optional<LayerDescriptor> file = reader->Finish()) CheckDescriptor(*file);
}

void LayerCheck::CheckMember(const LayerMember& member) {
  if (HasListingLine(member)) CompareWithListing(member);
  if (!IsPossible(member)) return;
  if (union_.IsImage() && IsWhiteout(member.path)) return;
  if (member.is_absolute) {
    Add(Severity::kWarning, FindingKind::kBadPath, member.path,
        "the tar has it as an absolute path");
  }
  if (!member.type) {
    Add(union_.IsImage() ? Severity::kNote : Severity::kWarning, FindingKind::kSpecialFile,
        member.path, "a device, pipe or socket");
  }
  const bool is_from_tar = !source_.tar.empty();
  if (is_from_tar && member.type == MemberType::kFile && !member.digest) {
    Add(Severity::kError, FindingKind::kBadHardLink, member.path,
        "a hard link to " + member.hard_link + ", which is no earlier member of the layer");
  }
  union_.Add(layer_, ToListedEntry(member));
}

bool LayerCheck::IsPossible(const LayerMember& member) {
  std::string_view fault;
  if (HasParentComponent(member.path)) fault = "\"..\" in it may lead out of the layer";
  if (member.path.size() > kLongestPath)
    fault = "it is longer than the 4095 bytes that Linux takes";
  if (HasLongName(member.path))
    fault = "a name in it is longer than the 255 bytes that Linux takes";
  if (member.type == MemberType::kLink && member.link.empty()) fault = "a link without a text";
  if (member.link.size() > kLongestPath) fault = "a link whose text is longer than 4095 bytes";
  if (fault.empty()) return true;
  // Messages stay readable.
  std::string path = member.path.substr(0, kLongestName);
  if (path.size() < member.path.size()) path += "…";
  Add(Severity::kError, FindingKind::kBadPath, path, std::string(fault));
  return false;
}

bool LayerCheck::IsWhiteout(std::string_view path) {
  const std::optional<Whiteout> whiteout = ToWhiteout(path);
  if (!whiteout) return false;
  const bool is_of_root = whiteout->is_opaque && whiteout->path.empty();
  const std::optional<LayerUnion::Node> node =
      is_of_root ? LayerUnion::kRoot : union_.Find(whiteout->path);
  if (node) (whiteout->is_opaque ? removals_.contents : removals_.paths).insert(*node);
  return true;
}

void LayerCheck::CompareWithListing(const LayerMember& member) {
  if (!listing_) return;
  const LayerMember* const listed = listing_->Next();
  if (listed == nullptr || listed->path != member.path) {
    Add(Severity::kError, FindingKind::kOtherListing, member.path,
        listed == nullptr ? "the listing ends before it"
                          : "the listing has " + listed->path + " in its place");
    // Whatever follows is no news.
    listing_.reset();
    return;
  }
  const std::string difference = DifferenceFromListing(member, *listed);
  if (difference.empty()) return;
  Add(Severity::kError, FindingKind::kOtherListing, member.path, difference);
}

void LayerCheck::CheckEndOfListing() {
  if (!listing_) return;
  const LayerMember* const listed = listing_->Next();
  if (listed == nullptr) return;
  Add(Severity::kError, FindingKind::kOtherListing, listed->path,
      "the listing has it, the tar does not");
}

void LayerCheck::CheckDescriptor(const LayerDescriptor& file) {
  if (!source_.descriptor) return;
  const Descriptor& descriptor = *source_.descriptor;
  const auto compare = [&](std::string_view what, const std::string& is, const std::string& says) {
    if (is == says || says.empty()) return;
    Add(Severity::kError, FindingKind::kOtherDescriptor, {},
        source_.file() + ": " + Says(what, is, "descriptor", says));
  };
  compare("digest", DigestText(file.digest), descriptor.digest);
  compare("diffID", DigestText(file.diff_id), descriptor.diff_id);
  if (descriptor.size) {
    compare("size", std::to_string(file.size), std::to_string(*descriptor.size));
  }
  compare("compression", std::string(CompressionName(file.compression)),
          std::string(CompressionOf(descriptor.media_type)));
}

void LayerCheck::Add(Severity severity, FindingKind kind, std::string_view path,
                     const std::string& what) {
  if (++counts_[{severity, kind}] > kMostOfAKind) return;
  const std::string text = path.empty() ? what : std::string(path) + ": " + what;
  findings_.push_back({.severity = severity,
                       .kind = kind,
                       .text = Printable(text + " (" + source_.name + ")"),
                       .path = std::string(path),
                       .layer = source_.name});
}

}  // namespace pyvenv
