#include "diff/pairing.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

class Pairing {
 public:
  Pairing(const BuildContents& before, const BuildContents& after)
      : before_(before),
        after_(after),
        old_of_(after.layers.size()),
        is_taken_(before.layers.size()) {}

  std::vector<LayerPair> Find() {
    // Several layers of an image may have one name.
    PairThoseThat([](const LayerContents& a, const LayerContents& b) {
      return HaveOneName(a, b) && HaveOneDigest(a, b);
    });
    PairThoseThat(HaveOneName);
    PairThoseThat(HaveOneDigest);
    PairTheAlike();
    PairTheOnlyOnes();
    return Pairs();
  }

 private:
  static bool HaveOneName(const LayerContents& a, const LayerContents& b) {
    return a.is_named && b.is_named && a.name == b.name;
  }

  static bool HaveOneDigest(const LayerContents& a, const LayerContents& b) {
    return !a.identity.digest.empty() && a.identity.digest == b.identity.digest;
  }

  void Pair(size_t before, size_t after) {
    old_of_[after] = before;
    is_taken_[before] = true;
  }

  template <typename Match>
  void PairThoseThat(Match match) {
    for (size_t after = 0; after < old_of_.size(); ++after) {
      for (size_t before = 0; before < is_taken_.size() && !old_of_[after]; ++before) {
        if (!is_taken_[before] && match(before_.layers[before], after_.layers[after])) {
          Pair(before, after);
        }
      }
    }
  }

  struct Likeness {
    size_t shared;
    size_t before;
    size_t after;
  };

  // The old layers that are not paired yet, by path. A directory in two layers says little about
  // them, so files and links count.
  using Holders = std::unordered_map<Node, std::vector<size_t>>;

  [[nodiscard]] Holders OldHolders() const {
    Holders holders;
    for (size_t before = 0; before < is_taken_.size(); ++before) {
      if (is_taken_[before]) continue;
      for (const LayerEntry& entry : before_.layers[before].entries) {
        if (entry.type == MemberType::kDirectory) continue;
        std::vector<size_t>& layers = holders[entry.node];
        if (layers.empty() || layers.back() != before) layers.push_back(before);
      }
    }
    return holders;
  }

  // How many paths each two layers share.
  [[nodiscard]] std::vector<Likeness> Likenesses() const {
    const Holders holders = OldHolders();
    if (holders.empty()) return {};
    const auto same_paths = SamePaths(before_.paths, after_.paths);
    std::vector<Likeness> likenesses;
    for (size_t after = 0; after < old_of_.size(); ++after) {
      if (old_of_[after]) continue;
      std::unordered_map<size_t, size_t> shared;
      for (const LayerEntry& entry : after_.layers[after].entries) {
        const std::optional<Node> same = same_paths[entry.node];
        const auto found = same ? holders.find(*same) : holders.end();
        if (found == holders.end()) continue;
        for (const size_t before : found->second) ++shared[before];
      }
      for (const auto& [before, count] : shared) likenesses.push_back({count, before, after});
    }
    return likenesses;
  }

  void PairTheAlike() {
    std::vector<Likeness> likenesses = Likenesses();
    std::sort(likenesses.begin(), likenesses.end(), [](const Likeness& a, const Likeness& b) {
      return std::tie(b.shared, a.before, a.after) < std::tie(a.shared, b.before, b.after);
    });
    for (const Likeness& likeness : likenesses) {
      const size_t smaller = std::min(FilesOf(before_.layers[likeness.before]),
                                      FilesOf(after_.layers[likeness.after]));
      const bool is_alike = 2 * likeness.shared >= smaller;
      if (is_alike && !is_taken_[likeness.before] && !old_of_[likeness.after]) {
        Pair(likeness.before, likeness.after);
      }
    }
  }

  static size_t FilesOf(const LayerContents& layer) {
    return std::count_if(layer.entries.begin(), layer.entries.end(), [](const LayerEntry& entry) {
      return entry.type != MemberType::kDirectory;
    });
  }

  void PairTheOnlyOnes() {
    if (is_taken_.size() == 1 && old_of_.size() == 1) Pair(0, 0);
  }

  [[nodiscard]] std::vector<LayerPair> Pairs() const {
    std::vector<LayerPair> pairs;
    for (size_t after = 0; after < old_of_.size(); ++after) {
      pairs.push_back({.before = old_of_[after], .after = after});
    }
    for (size_t before = 0; before < is_taken_.size(); ++before) {
      if (!is_taken_[before]) pairs.push_back({.before = before, .after = std::nullopt});
    }
    return pairs;
  }

  const BuildContents& before_;
  const BuildContents& after_;
  std::vector<std::optional<size_t>> old_of_;  // by new layer
  std::vector<bool> is_taken_;                 // by old layer
};

}  // namespace

std::vector<LayerPair> PairLayers(const BuildContents& before, const BuildContents& after) {
  return Pairing(before, after).Find();
}

}  // namespace pyvenv
