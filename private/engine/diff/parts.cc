#include "diff/parts.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/distribution_name.h"

namespace pyvenv {
namespace {

using PartKey = std::pair<ComponentKind, std::string>;

Component ComponentOf(const BuildContents& build, const LayerEntry& entry) {
  if (entry.type == MemberType::kLink) {
    if (std::optional<DistInfo> info = ParseDistInfo(build.paths.Name(entry.node))) {
      return {ComponentKind::kDistribution, std::move(info->name), std::move(info->version)};
    }
  }
  return build.components.At(entry.node);
}

using Versions = std::map<PartKey, std::set<std::string>>;

/// The parts that a layer has something of, and their versions. Each component is looked at once,
/// however many files it has.
Versions VersionsIn(const BuildContents& build, const LayerContents* layer) {
  Versions versions;
  if (layer == nullptr) return versions;
  std::vector<bool> is_known(build.components.list.size());
  for (const LayerEntry& entry : layer->entries) {
    // Directories are in every layer that has something below them.
    if (entry.type == MemberType::kDirectory) continue;
    const Components::Index index = build.components.of[entry.node];
    if (entry.type != MemberType::kLink && is_known[index]) continue;
    if (entry.type != MemberType::kLink) is_known[index] = true;
    Component component = ComponentOf(build, entry);
    std::set<std::string>& found = versions[{component.kind, std::move(component.name)}];
    if (!component.version.empty()) found.insert(std::move(component.version));
  }
  return versions;
}

/// Where each distribution is in the other layers of a build than `layer`.
std::map<PartKey, std::string> DistributionsElsewhere(const BuildContents& build,
                                                      const LayerContents* layer) {
  std::map<PartKey, std::string> places;
  for (const LayerContents& other : build.layers) {
    if (&other == layer) continue;
    for (const auto& [part, versions] : VersionsIn(build, &other)) {
      if (part.first == ComponentKind::kDistribution) places.try_emplace(part, other.name);
    }
  }
  return places;
}

void Count(const MemberChange& change, ChangeCounts* counts) {
  const LayerEntry& entry = change.after != nullptr ? *change.after : *change.before;
  const bool is_directory = entry.type == MemberType::kDirectory;
  Tally& tally = is_directory ? counts->directories : counts->files;
  ++(change.before == nullptr  ? tally.added
     : change.after == nullptr ? tally.removed
                               : tally.changed);
  // A hard link's bytes are those of another file.
  if (change.after != nullptr && entry.hard_link.empty()) counts->bytes += entry.size;
}

std::vector<std::string> ListOf(const Versions& versions, const PartKey& part) {
  const auto found = versions.find(part);
  if (found == versions.end()) return {};
  return {found->second.begin(), found->second.end()};
}

class Parts {
 public:
  Parts(const BuildDiff& build, const LayerDiff& layer)
      : build_(build),
        layer_(layer),
        before_(VersionsIn(*build.before, layer.before)),
        after_(VersionsIn(*build.after, layer.after)) {}

  std::vector<PartChange> Changed() {
    for (const MemberChange& change : layer_.changes) {
      if ((change.differences & kSubstance) == 0) continue;
      const Component component = change.after != nullptr
                                      ? ComponentOf(*build_.after, *change.after)
                                      : ComponentOf(*build_.before, *change.before);
      Count(change, &counts_[{component.kind, component.name}]);
    }
    std::vector<PartChange> parts;
    for (const auto& [key, counts] : counts_) parts.push_back(PartOf(key, counts));
    FindElsewhere(&parts);
    std::stable_sort(parts.begin(), parts.end(), [](const PartChange& a, const PartChange& b) {
      return std::tuple(!a.HasOtherVersion(), b.counts.bytes, b.counts.files.sum()) <
             std::tuple(!b.HasOtherVersion(), a.counts.bytes, a.counts.files.sum());
    });
    return parts;
  }

 private:
  [[nodiscard]] PartChange PartOf(const PartKey& key, const ChangeCounts& counts) const {
    return {.kind = key.first,
            .name = key.second,
            .before = ListOf(before_, key),
            .after = ListOf(after_, key),
            .was_there = before_.contains(key),
            .is_there = after_.contains(key),
            .counts = counts};
  }

  void FindElsewhere(std::vector<PartChange>* parts) const {
    if (std::all_of(parts->begin(), parts->end(),
                    [](const PartChange& part) { return part.was_there == part.is_there; })) {
      return;
    }
    const auto before = DistributionsElsewhere(*build_.before, layer_.before);
    const auto after = DistributionsElsewhere(*build_.after, layer_.after);
    for (PartChange& part : *parts) {
      if (part.was_there == part.is_there) continue;
      const auto& places = part.is_there ? before : after;
      const auto place = places.find({part.kind, part.name});
      if (place != places.end()) part.other_layer = place->second;
    }
  }

  const BuildDiff& build_;
  const LayerDiff& layer_;
  const Versions before_;
  const Versions after_;
  std::map<PartKey, ChangeCounts> counts_;
};

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  added += other.added;
  removed += other.removed;
  changed += other.changed;
  return *this;
}

ChangeCounts& ChangeCounts::operator+=(const ChangeCounts& other) {
  files += other.files;
  directories += other.directories;
  bytes += other.bytes;
  return *this;
}

std::vector<PartChange> ChangedParts(const BuildDiff& build, const LayerDiff& layer) {
  return Parts(build, layer).Changed();
}

}  // namespace pyvenv
