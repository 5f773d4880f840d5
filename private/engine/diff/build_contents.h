#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/progress.h"
#include "base/text_arena.h"
#include "inspect/components.h"
#include "inspect/layer_union.h"
#include "layers/layer_set.h"
#include "layers/member.h"

namespace pyvenv {

/// Who owns a member, when it was made, and what may be done with it.
struct MemberAttributes {
  uint32_t mode = 0;
  uint64_t uid = 0;
  uint64_t gid = 0;
  int64_t mtime = 0;
  bool operator==(const MemberAttributes&) const = default;
};

/// One member of a layer. There is one for each file, so it is kept small.
struct LayerEntry {
  LayerUnion::Node node = LayerUnion::kRoot;
  uint32_t attributes = 0;         ///< index into BuildContents::attributes
  std::optional<MemberType> type;  ///< see LayerMember
  std::optional<Sha256Digest> digest;
  uint64_t size = 0;
  std::string_view link;
  std::string_view hard_link;
};

/// What is known of a layer as a whole. Texts that are not known are empty.
struct LayerIdentity {
  std::string digest;       ///< of the layer's file
  std::string diff_id;      ///< of the tar in it
  std::string compression;  ///< "none", "gzip", "zstd"
  std::string encoder;      ///< what compressed it
  std::optional<uint64_t> size;
};

/// One layer of a build.
struct LayerContents {
  std::string name;
  bool is_named = false;
  bool is_read = true;  ///< whether the entries are known
  LayerIdentity identity;
  std::vector<LayerEntry> entries;  ///< in the order of the tar
};

/// Everything that is in the layers of one build, as far as comparing them needs it.
struct BuildContents {
  BuildContents() = default;
  BuildContents(const BuildContents&) = delete;
  BuildContents& operator=(const BuildContents&) = delete;
  ~BuildContents() = default;

  std::vector<LayerContents> layers;  ///< bottom to top, where `is_ordered`
  bool is_ordered = false;
  LayerUnion paths;  ///< of all layers
  Components components;
  std::vector<MemberAttributes> attributes;

  /// Adds a member to the layer that was added last.
  void Add(const LayerMember& member);

 private:
  struct AttributesHash {
    size_t operator()(const MemberAttributes& attributes) const;
  };

  uint32_t AttributesIndex(const MemberAttributes& wanted);

  TextArena texts_;
  std::unordered_map<MemberAttributes, uint32_t, AttributesHash> attributes_indexes_;
};

/// Reads all layers of a build: their listings, or, where there are none or the user named the tar,
/// their tars.
///
/// `unread`: digests of layers that need not be read, because another build has the same under the
/// same names (see PairLayers). Layers with a listing are read nevertheless. `progress` may be
/// null.
void ReadBuild(const LayerSet& set, const std::unordered_set<std::string>& unread,
               Progress* progress, BuildContents* build);

/// Whether ReadBuild will read the tar of a layer, rather than its listing.
bool IsReadFromTar(const LayerSource& layer);

}  // namespace pyvenv
