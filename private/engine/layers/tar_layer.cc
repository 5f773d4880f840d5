#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/archive_reader.h"
#include "base/error.h"
#include "layers/layer_reader.h"

namespace pyvenv {
namespace {

constexpr size_t kMostMembers = 2000000;
constexpr size_t kMostText = size_t{512} << 20U;
constexpr size_t kMostFacts = size_t{256} << 20U;

size_t SizeOf(const FileFacts& facts) {
  size_t size = sizeof(facts) + facts.path.size();
  if (facts.script) size += facts.script->interpreter.size() + facts.script->argument.size();
  if (facts.distribution) {
    const DistributionFacts& said = *facts.distribution;
    size += said.name.size() + said.version.size() + said.license.size();
  }
  if (!facts.elf) return size;
  size += facts.elf->interpreter.size() + facts.elf->soname.size();
  for (const auto* path : {&facts.elf->rpath, &facts.elf->runpath}) {
    if (*path) size += (*path)->size();
  }
  for (const std::string& needed : facts.elf->needed) size += sizeof(std::string) + needed.size();
  return size;
}

class TarLayer : public LayerReader {
 public:
  TarLayer(const std::string& path, Progress* progress, std::vector<FileFacts>* facts,
           WantedFacts wanted)
      : path_(path), archive_(path, progress), facts_(facts), content_facts_(wanted) {}

  const LayerMember* Next() override {
    const ArchiveMember* const from = archive_.Next();
    if (from == nullptr) return nullptr;
    CheckLimits(*from);
    member_ = {.path = MemberPath(from->path),
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
    MemberType type = MemberType::kFile;
    uint64_t size = 0;
    std::optional<Sha256Digest> digest;
    std::string link;
    std::optional<size_t> facts;  // which ones
  };

  void CheckLimits(const ArchiveMember& from) {
    text_ += from.path.size() + from.link.size();
    if (++members_ > kMostMembers || text_ > kMostText) {
      throw Error("cannot read", path_,
                  "it has more than 2 million members, or 512 MiB of names; no layer is like that");
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
        targets_[member_.path] = {.type = MemberType::kLink, .link = from.link};
        break;
      case ArchiveMemberType::kFile:
        AddFile();
        break;
      case ArchiveMemberType::kHardLink:
        AddHardLink(MemberPath(from.link));
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
      if (facts_ != nullptr) content_facts_.Add(member_.path, piece);
    }
    member_.digest = hash_.Finish();
    const std::optional<size_t> facts = AddFacts(content_facts_.Finish(member_.path));
    targets_[member_.path] = {.size = member_.size, .digest = member_.digest, .facts = facts};
  }

  // Returns their index.
  std::optional<size_t> AddFacts(std::optional<FileFacts> facts) {
    if (!facts) return std::nullopt;
    facts_size_ += SizeOf(*facts);
    if (facts_size_ > kMostFacts) {
      throw Error(
          "cannot read", path_,
          "its files tell more than 256 MiB of what they need and are; no layer is like that");
    }
    facts_->push_back(std::move(*facts));
    return facts_->size() - 1;
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
    Target own = target->second;
    if (own.facts) {
      FileFacts facts = (*facts_)[*own.facts];
      facts.path = member_.path;
      own.facts = AddFacts(std::move(facts));
    }
    targets_[member_.path] = std::move(own);
  }

  const std::string path_;
  ArchiveReader archive_;
  std::vector<FileFacts>* facts_;
  size_t facts_size_ = 0;
  ContentFacts content_facts_;
  LayerMember member_;
  std::unordered_map<std::string, Target> targets_;
  Sha256 hash_;
  size_t members_ = 0;
  size_t text_ = 0;
};

}  // namespace

std::unique_ptr<LayerReader> OpenTar(const std::string& path, Progress* progress,
                                     std::vector<FileFacts>* facts, WantedFacts wanted) {
  return std::make_unique<TarLayer>(path, progress, facts, wanted);
}

}  // namespace pyvenv
