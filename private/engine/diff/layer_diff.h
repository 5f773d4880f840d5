#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diff/build_contents.h"
#include "diff/pairing.h"

namespace pyvenv {

/// Kinds of differences, as bits of a set. The first ones are of members, kCompression and kTar of
/// a layer as a whole.
using Differences = uint32_t;

enum Difference : Differences {
  kAdded = 1U << 0U,
  kRemoved = 1U << 1U,
  kType = 1U << 2U,      ///< a directory became a link, or the like
  kContent = 1U << 3U,   ///< of a file
  kLinkText = 1U << 4U,  ///< of a link
  kMode = 1U << 5U,
  kOwner = 1U << 6U,
  kTime = 1U << 7U,
  kHardLink = 1U << 8U,  ///< the same bytes stand elsewhere in the layer now, or no longer do
  kOrder = 1U << 9U,     ///< stands elsewhere among the other members

  kCompression = 1U << 10U,  ///< the same tar is compressed in another way
  kTar = 1U << 11U,  ///< the same members are written in another way, which headers can be in many
};

/// Differences in what a file is, as against who owns it and how it is stored.
constexpr Differences kSubstance = kAdded | kRemoved | kType | kContent | kLinkText;

/// A name of a kind, as users and JSON have it.
struct DifferenceName {
  Difference difference;
  std::string_view name;
};

/// All kinds, in order.
std::span<const DifferenceName> DifferenceNames();

/// A member that is not as it was.
struct MemberChange {
  Differences differences = 0;
  const LayerEntry* before = nullptr;  ///< null for one that was added
  const LayerEntry* after = nullptr;   ///< null for one that was removed
  std::string path;
};

/// What became of a layer.
struct LayerDiff {
  const LayerContents* before = nullptr;  ///< null for a new layer
  const LayerContents* after = nullptr;   ///< null for one that is gone
  Differences differences = 0;            ///< all that there are; 0: the layer is the same
  std::vector<MemberChange> changes;      ///< by path

  [[nodiscard]] std::string name() const;

  /// How many members have one of the wanted differences, and none of the unwanted.
  [[nodiscard]] size_t CountOf(Differences wanted, Differences unwanted = 0) const;

  /// "same", "changed", "new" or "gone".
  [[nodiscard]] std::string_view status() const;
};

/// What became of all layers.
struct BuildDiff {
  const BuildContents* before = nullptr;
  const BuildContents* after = nullptr;
  std::vector<LayerDiff> layers;  ///< those of the new build, then what is gone
  bool is_other_order = false;    ///< layers that both have are in another order

  [[nodiscard]] bool IsEqual() const;
};

/// Compares two builds, layer by layer. Of the differences in `ignored` nothing is said.
///
/// A path that is in a layer twice counts as two members: the first of one build is compared with
/// the first of the other. Which members count as moved is what leaves most in their order. Where a
/// listing has no digest of a file, sizes are compared.
BuildDiff CompareBuilds(const BuildContents& before, const BuildContents& after,
                        Differences ignored);

}  // namespace pyvenv
