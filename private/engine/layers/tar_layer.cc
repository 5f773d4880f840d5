#include <unordered_map>

#include "archive/archive_reader.h"
#include "base/error.h"
#include "layers/layer_reader.h"

namespace pyvenv {
namespace {

constexpr size_t kMostMembers = 4000000;
constexpr size_t kMostText = size_t{1} << 30U;

class TarLayer : public LayerReader {
 public:
  TarLayer(const std::string& path, Progress* progress) : path_(path), archive_(path, progress) {}

  const LayerMember* Next() override {
    const ArchiveMember* const from = archive_.Next();
    if (from == nullptr) return nullptr;
    CheckLimits(*from);
    member_ = {.path = NormalPath(from->path),
               .is_absolute = from->path.starts_with('/'),
               .mode = from->mode,
               .uid = from->uid,
               .gid = from->gid,
               .mtime = from->mtime};
    AddKind(*from);
    CheckIsLayer();
    return &member_;
  }

  std::optional<LayerDescriptor> Finish() override { return archive_.Finish(); }

 private:
  // What a hard link can lead to.
  struct Target {
    MemberType type;
    uint64_t size;
    std::optional<Sha256Digest> digest;
    std::string link;
  };

  void CheckLimits(const ArchiveMember& from) {
    text_ += from.path.size() + from.link.size();
    if (++members_ > kMostMembers || text_ > kMostText) {
      throw Error("cannot read", path_,
                  "it has more than 4 million members, or a GiB of names; no layer is like that");
    }
  }

  void CheckIsLayer() const {
    // OCI image-spec, "Image Layout"; docker save writes one too.
    if (member_.path != "oci-layout") return;
    throw Error("cannot read", path_,
                "it is not a layer but a whole image; unpack it, and name the directory");
  }

  void AddKind(const ArchiveMember& from) {
    switch (from.type) {
      case ArchiveMemberType::kDirectory:
        member_.type = MemberType::kDirectory;
        break;
      case ArchiveMemberType::kLink:
        member_.type = MemberType::kLink;
        member_.link = from.link;
        targets_[member_.path] = {MemberType::kLink, 0, std::nullopt, from.link};
        break;
      case ArchiveMemberType::kFile:
        AddFile();
        break;
      case ArchiveMemberType::kHardLink:
        AddHardLink(NormalPath(from.link));
        break;
      case ArchiveMemberType::kOther:
        break;
    }
  }

  void AddFile() {
    member_.type = MemberType::kFile;
    for (std::string_view piece = archive_.ReadContent(); !piece.empty();
         piece = archive_.ReadContent()) {
      hash_.Update(piece);
      member_.size += piece.size();
    }
    member_.digest = hash_.Finish();
    targets_[member_.path] = {MemberType::kFile, member_.size, member_.digest, {}};
  }

  void AddHardLink(std::string path) {
    member_.type = MemberType::kFile;
    const auto target = targets_.find(path);
    const bool is_known = target != targets_.end();
    // What leads to a symbolic link is one more of these.
    const bool is_link = is_known && target->second.type == MemberType::kLink;
    if (!is_link) member_.hard_link = std::move(path);
    if (!is_known) return;
    member_.type = target->second.type;
    member_.size = target->second.size;
    member_.digest = target->second.digest;
    member_.link = target->second.link;
    targets_[member_.path] = target->second;
  }

  const std::string path_;
  ArchiveReader archive_;
  LayerMember member_;
  std::unordered_map<std::string, Target> targets_;
  Sha256 hash_;
  size_t members_ = 0;
  size_t text_ = 0;
};

}  // namespace

std::unique_ptr<LayerReader> OpenTar(const std::string& path, Progress* progress) {
  return std::make_unique<TarLayer>(path, progress);
}

}  // namespace pyvenv
