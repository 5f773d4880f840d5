#include "diff/layer_diff.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "diff/member_order.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

constexpr std::array<DifferenceName, 12> kNames = {{{kAdded, "added"},
                                                    {kRemoved, "removed"},
                                                    {kType, "type"},
                                                    {kContent, "content"},
                                                    {kLinkText, "link"},
                                                    {kMode, "mode"},
                                                    {kOwner, "owner"},
                                                    {kTime, "time"},
                                                    {kHardLink, "hardlink"},
                                                    {kOrder, "order"},
                                                    {kCompression, "compression"},
                                                    {kTar, "tar"}}};

Differences If(bool is_different, Difference difference) {
  return is_different ? difference : Differences{0};
}

bool IsOtherContent(const LayerEntry& before, const LayerEntry& after) {
  if (before.size != after.size) return true;
  return before.digest && after.digest && before.digest != after.digest;
}

std::string PathOf(const BuildContents& build, const LayerEntry& entry) {
  return entry.node == LayerUnion::kRoot ? std::string(kRootPath) : build.paths.Path(entry.node);
}

/// Compares the members of one pair of layers.
class MemberComparison {
 public:
  MemberComparison(const BuildContents& before, const BuildContents& after,
                   std::span<const std::optional<Node>> same_paths, Differences ignored)
      : before_(before), after_(after), same_paths_(same_paths), ignored_(ignored) {}

  std::vector<MemberChange> Compare(const std::vector<LayerEntry>& before,
                                    const std::vector<LayerEntry>& after) {
    IndexOld(before);
    std::vector<Match> matches;
    for (uint32_t i = 0; i < after.size(); ++i) {
      const uint32_t old = TakeOld(after[i]);
      if (old == kNone) {
        Add(kAdded, nullptr, &after[i]);
      } else {
        matches.push_back({.before = old, .after = i});
        is_matched_[old] = true;
      }
    }
    for (uint32_t i = 0; i < before.size(); ++i) {
      if (!is_matched_[i]) Add(kRemoved, &before[i], nullptr);
    }
    AddMatches(before, after, matches);
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const MemberChange& a, const MemberChange& b) { return a.path < b.path; });
    return std::move(changes_);
  }

  /// What was found, the ignored included.
  [[nodiscard]] Differences all() const { return all_; }

 private:
  struct Match {
    uint32_t before;
    uint32_t after;
  };

  // For each path the first old member, and for each member the next one of the same path.
  void IndexOld(const std::vector<LayerEntry>& before) {
    first_.assign(before_.paths.size(), kNone);
    next_.assign(before.size(), kNone);
    is_matched_.assign(before.size(), false);
    for (auto i = static_cast<uint32_t>(before.size()); i-- > 0;) {
      next_[i] = first_[before[i].node];
      first_[before[i].node] = i;
    }
  }

  uint32_t TakeOld(const LayerEntry& after) {
    const std::optional<Node> same = same_paths_[after.node];
    if (!same) return kNone;
    const uint32_t old = first_[*same];
    if (old != kNone) first_[*same] = next_[old];
    return old;
  }

  void AddMatches(const std::vector<LayerEntry>& before, const std::vector<LayerEntry>& after,
                  const std::vector<Match>& matches) {
    std::vector<uint32_t> old_places;
    old_places.reserve(matches.size());
    for (const Match& match : matches) old_places.push_back(match.before);
    const std::vector<bool> is_moved = OutOfOrder(old_places);
    for (size_t i = 0; i < matches.size(); ++i) {
      const LayerEntry& old = before[matches[i].before];
      const LayerEntry& now = after[matches[i].after];
      Add(DifferencesOf(old, now) | If(is_moved[i], kOrder), &old, &now);
    }
  }

  [[nodiscard]] Differences DifferencesOf(const LayerEntry& before, const LayerEntry& after) const {
    const MemberAttributes& old = before_.attributes[before.attributes];
    const MemberAttributes& now = after_.attributes[after.attributes];
    Differences differences = If(old.mode != now.mode, kMode) |
                              If(old.uid != now.uid || old.gid != now.gid, kOwner) |
                              If(old.mtime != now.mtime, kTime);
    if (before.type != after.type) return differences | kType;
    if (after.type == MemberType::kFile) {
      differences |= If(IsOtherContent(before, after), kContent);
    }
    return differences | If(before.link != after.link, kLinkText) |
           If(before.hard_link != after.hard_link, kHardLink);
  }

  void Add(Differences differences, const LayerEntry* before, const LayerEntry* after) {
    all_ |= differences;
    differences &= ~ignored_;
    if (differences == 0) return;
    changes_.push_back(
        {.differences = differences,
         .before = before,
         .after = after,
         .path = after != nullptr ? PathOf(after_, *after) : PathOf(before_, *before)});
  }

  const BuildContents& before_;
  const BuildContents& after_;
  const std::span<const std::optional<Node>> same_paths_;
  const Differences ignored_;
  std::vector<uint32_t> first_;
  std::vector<uint32_t> next_;
  std::vector<bool> is_matched_;
  std::vector<MemberChange> changes_;
  Differences all_ = 0;
};

bool AreKnownAndDiffer(const std::string& before, const std::string& after) {
  return !before.empty() && !after.empty() && before != after;
}

/// How layers differ whose members do not.
Differences StorageDifferences(const LayerIdentity& before, const LayerIdentity& after) {
  if (AreKnownAndDiffer(before.diff_id, after.diff_id)) return kTar;
  if (AreKnownAndDiffer(before.digest, after.digest)) return kCompression;
  return 0;
}

class Comparison {
 public:
  Comparison(const BuildContents& before, const BuildContents& after, Differences ignored)
      : before_(before),
        after_(after),
        ignored_(ignored),
        same_paths_(SamePaths(before.paths, after.paths)) {}

  BuildDiff Compare() {
    const std::vector<LayerPair> pairs = PairLayers(before_, after_);
    BuildDiff diff{.before = &before_, .after = &after_};
    for (const LayerPair& pair : pairs) diff.layers.push_back(CompareLayers(pair));
    const bool is_order_known = before_.is_ordered && after_.is_ordered;
    diff.is_other_order = is_order_known && (ignored_ & kOrder) == 0 && IsOtherOrder(pairs);
    return diff;
  }

 private:
  static bool IsOtherOrder(const std::vector<LayerPair>& pairs) {
    std::vector<size_t> places;
    for (const LayerPair& pair : pairs) {
      if (pair.before && pair.after) places.push_back(*pair.before);
    }
    return !std::is_sorted(places.begin(), places.end());
  }

  LayerDiff CompareLayers(const LayerPair& pair) {
    static const std::vector<LayerEntry> none;
    LayerDiff diff;
    if (pair.before) diff.before = &before_.layers[*pair.before];
    if (pair.after) diff.after = &after_.layers[*pair.after];
    if (diff.before == nullptr) diff.differences |= kAdded;
    if (diff.after == nullptr) diff.differences |= kRemoved;
    // A layer that was not read is the same in both.
    if ((diff.before && !diff.before->is_read) || (diff.after && !diff.after->is_read)) return diff;
    MemberComparison members(before_, after_, same_paths_, ignored_);
    diff.changes = members.Compare(diff.before ? diff.before->entries : none,
                                   diff.after ? diff.after->entries : none);
    for (const MemberChange& change : diff.changes) diff.differences |= change.differences;
    const bool has_both = diff.before != nullptr && diff.after != nullptr;
    if (has_both && members.all() == 0) {
      diff.differences =
          StorageDifferences(diff.before->identity, diff.after->identity) & ~ignored_;
    }
    return diff;
  }

  const BuildContents& before_;
  const BuildContents& after_;
  const Differences ignored_;
  const std::vector<std::optional<Node>> same_paths_;
};

}  // namespace

std::span<const DifferenceName> DifferenceNames() {
  return kNames;
}

std::string LayerDiff::name() const {
  if (after != nullptr) return after->name;
  return before != nullptr ? before->name : std::string();
}

size_t LayerDiff::CountOf(Differences wanted, Differences unwanted) const {
  return std::count_if(changes.begin(), changes.end(), [&](const MemberChange& change) {
    return (change.differences & wanted) != 0 && (change.differences & unwanted) == 0;
  });
}

std::string_view LayerDiff::status() const {
  if (before == nullptr) return "new";
  if (after == nullptr) return "gone";
  return differences == 0 ? "same" : "changed";
}

bool BuildDiff::IsEqual() const {
  return !is_other_order && std::all_of(layers.begin(), layers.end(), [](const LayerDiff& layer) {
    return layer.differences == 0;
  });
}

BuildDiff CompareBuilds(const BuildContents& before, const BuildContents& after,
                        Differences ignored) {
  return Comparison(before, after, ignored).Compare();
}

}  // namespace pyvenv
