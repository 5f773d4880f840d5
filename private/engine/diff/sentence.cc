#include "diff/sentence.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/path.h"
#include "base/quantity.h"
#include "diff/parts.h"

namespace pyvenv {
namespace {

// How many parts of a layer are named.
constexpr size_t kMostNamed = 3;

std::string Joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string joined;
  for (const std::string& text : texts) {
    if (!joined.empty()) joined += separator;
    joined += text;
  }
  return joined;
}

/// "a", "a and b", "a, b and c".
std::string Enumerated(const std::vector<std::string>& clauses) {
  std::string text;
  for (size_t i = 0; i < clauses.size(); ++i) {
    if (i > 0) text += i + 1 == clauses.size() ? " and " : ", ";
    text += clauses[i];
  }
  return text;
}

std::string WithVersions(const std::string& name, const std::vector<std::string>& versions) {
  return versions.empty() ? name : name + " " + Joined(versions, " and ");
}

/// Directories are worth a word where there is nothing else.
std::string Number(const ChangeCounts& counts) {
  return counts.files.sum() > 0 ? Counted(counts.files.sum(), "file")
                                : Counted(counts.directories.sum(), "directory");
}

/// "312 files, 4.1 MB"; without bytes where nothing is new.
std::string Size(const ChangeCounts& counts) {
  return Number(counts) + (counts.bytes > 0 ? ", " + ByteQuantity(counts.bytes) : "");
}

/// "changed", "are new", "is gone"; empty if not all had the same fate.
std::string CommonFate(const Tally& tally) {
  const std::string be = tally.sum() == 1 ? "is" : "are";
  if (tally.changed == tally.sum()) return "changed";
  if (tally.added == tally.sum()) return be + " new";
  if (tally.removed == tally.sum()) return be + " gone";
  return {};
}

/// What happened to files of a part that stays what it is: "3 files of numpy 2.1.0 changed".
std::string FilesClause(const PartChange& part) {
  const Tally& tally = part.counts.files.sum() > 0 ? part.counts.files : part.counts.directories;
  std::string text = Number(part.counts);
  // What is no component's has no name worth telling.
  if (part.kind != ComponentKind::kOther) {
    text += " of " + WithVersions(part.name, part.after.empty() ? part.before : part.after);
  }
  std::vector<std::string> notes;
  const std::string fate = CommonFate(tally);
  if (fate.empty()) {
    if (tally.added > 0) notes.push_back(std::to_string(tally.added) + " new");
    if (tally.removed > 0) notes.push_back(std::to_string(tally.removed) + " gone");
    if (tally.changed > 0) notes.push_back(std::to_string(tally.changed) + " changed");
  }
  if (part.counts.bytes > 0) notes.push_back(ByteQuantity(part.counts.bytes));
  text += " " + (fate.empty() ? "differ" : fate);
  return notes.empty() ? text : text + " (" + Joined(notes, ", ") + ")";
}

std::string PartClause(const PartChange& part) {
  const std::string size = " (" + Size(part.counts) + ")";
  if (part.HasOtherVersion()) {
    return WithVersions(part.name, part.before) + " became " + Joined(part.after, " and ") + size;
  }
  const bool is_whole = part.kind == ComponentKind::kDistribution && part.counts.files.sum() > 0;
  if (is_whole && !part.was_there) {
    const std::string how =
        part.other_layer.empty() ? " is new" : " came from layer " + part.other_layer;
    return WithVersions(part.name, part.after) + how + size;
  }
  if (is_whole && !part.is_there) {
    const std::string how =
        part.other_layer.empty() ? " is gone" : " went to layer " + part.other_layer;
    return WithVersions(part.name, part.before) + how + size;
  }
  return FilesClause(part);
}

std::string OfOthers(std::span<const PartChange> parts) {
  ChangeCounts sum;
  for (const PartChange& part : parts) sum += part.counts;
  return std::to_string(parts.size()) + " more parts changed (" + Size(sum) + ")";
}

/// Puts what became of one layer into words.
class Wording {
 public:
  Wording(const BuildDiff& build, const LayerDiff& layer) : build_(build), layer_(layer) {}

  std::string Sentence() {
    if (layer_.before == nullptr) return layer_.name() + " is new (" + Size(Contents()) + ").";
    if (layer_.after == nullptr) return layer_.name() + " is gone (" + Size(Contents()) + ").";
    std::string sentence = layer_.name();
    // Of two files that are compared the names say nothing.
    const bool is_one_of_several = build_.before->layers.size() + build_.after->layers.size() > 2;
    const bool is_renamed = is_one_of_several && layer_.before->is_named &&
                            layer_.after->is_named && layer_.before->name != layer_.after->name;
    if (is_renamed) sentence += ", once " + layer_.before->name + ",";
    AddParts();
    AddAttributes();
    AddStorage();
    return sentence + " changed because " + Enumerated(clauses_) + ".";
  }

 private:
  [[nodiscard]] ChangeCounts Contents() const {
    ChangeCounts counts;
    for (const LayerEntry& entry : (layer_.after ? layer_.after : layer_.before)->entries) {
      ++(entry.type == MemberType::kDirectory ? counts.directories : counts.files).added;
      if (entry.hard_link.empty()) counts.bytes += entry.size;
    }
    return counts;
  }

  void AddParts() {
    if ((layer_.differences & kSubstance) == 0) return;
    const std::vector<PartChange> parts = ChangedParts(build_, layer_);
    // A single one that would be "1 more" is named as well.
    const size_t named =
        parts.size() == kMostNamed + 1 ? parts.size() : std::min(parts.size(), kMostNamed);
    for (size_t i = 0; i < named; ++i) clauses_.push_back(PartClause(parts[i]));
    if (parts.size() > named) clauses_.push_back(OfOthers(std::span(parts).subspan(named)));
  }

  void AddAttributes() {
    AddAttribute(kMode, "mode",
                 [](const MemberAttributes& attributes) { return ModeText(attributes.mode); });
    AddAttribute(kOwner, "owner", OwnerText);
    AddAttribute(kTime, "time", [](const MemberAttributes& attributes) {
      return std::to_string(attributes.mtime);
    });
  }

  // "3 files changed mode (0644 became 0755)", the values if they are the same for all.
  void AddAttribute(Difference difference, const std::string& name,
                    const std::function<std::string(const MemberAttributes&)>& text) {
    size_t count = 0;
    bool are_files = true;
    std::optional<std::pair<std::string, std::string>> values;
    bool are_same = true;
    for (const MemberChange& change : layer_.changes) {
      if ((change.differences & difference) == 0) continue;
      ++count;
      are_files = are_files && change.after->type == MemberType::kFile;
      if (!are_same) continue;
      std::pair<std::string, std::string> own(
          text(build_.before->attributes[change.before->attributes]),
          text(build_.after->attributes[change.after->attributes]));
      are_same = !values || *values == own;
      values = std::move(own);
    }
    if (count == 0) return;
    std::string clause = Counted(count, are_files ? "file" : "entry") + " changed " + name;
    if (are_same) clause += " (" + values->first + " became " + values->second + ")";
    clauses_.push_back(std::move(clause));
  }

  void AddStorage() {
    // Where the content is another one, that says enough.
    if (const size_t count = layer_.CountOf(kHardLink, kSubstance); count > 0) {
      clauses_.push_back(Counted(count, "file") + (count == 1 ? " is" : " are") +
                         " stored as another hard link, or copy");
    }
    if (const size_t count = layer_.CountOf(kOrder); count > 0) {
      clauses_.push_back("the order of members changed (" + std::to_string(count) + " moved)");
    }
    if ((layer_.differences & kTar) != 0) {
      clauses_.emplace_back("the tar is written in another way (its members are the same)");
    }
    if ((layer_.differences & kCompression) != 0) AddCompression();
  }

  void AddCompression() {
    const LayerIdentity& before = layer_.before->identity;
    const LayerIdentity& after = layer_.after->identity;
    std::string how = "level or encoder";
    if (before.compression != after.compression) {
      how = before.compression + " became " + after.compression;
    } else if (!before.encoder.empty() && !after.encoder.empty()) {
      how = before.encoder == after.encoder
                ? "level of " + after.encoder
                : "encoder " + before.encoder + " became " + after.encoder;
    }
    clauses_.push_back("only the compression differs (" + how + ")");
  }

  const BuildDiff& build_;
  const LayerDiff& layer_;
  std::vector<std::string> clauses_;
};

}  // namespace

std::string Reason(const BuildDiff& build, const LayerDiff& layer) {
  return Printable(Wording(build, layer).Sentence());
}

std::string OwnerText(const MemberAttributes& attributes) {
  return std::to_string(attributes.uid) + ":" + std::to_string(attributes.gid);
}

}  // namespace pyvenv
