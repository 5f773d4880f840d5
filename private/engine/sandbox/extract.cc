#include "sandbox/extract.h"

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "archive/archive_reader.h"
#include "base/error.h"
#include "base/path.h"
#include "base/signal_cleanup.h"
#include "layers/member.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBuffer = size_t{64} << 10U;

void StopIfSignalled(const std::string& what) {
  if (SignalIsWaiting()) throw Error("cannot extract", what, "interrupted");
}

/// Removes what a whiteout hides, and returns whether `path` is one.
bool ApplyWhiteout(std::string_view path, RootWriter* root) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::optional<Whiteout> whiteout = ToWhiteout(path);
  if (!whiteout) return false;
  if (whiteout->is_opaque) {
    root->RemoveAllLower(whiteout->path);
  } else {
    root->RemoveLower(whiteout->path);
  }
  return true;
}

void ExtractFile(ArchiveReader* reader, const ArchiveMember& member, const Ownership& ownership,
                 RootWriter* root) {
  File file = root->MakeFile(member.path);
  for (std::string_view bytes = reader->ReadContent(); !bytes.empty();
       bytes = reader->ReadContent()) {
    file.Write(bytes);
  }
  root->SetStatus(file, ownership, member.mtime);
  file.Close();
}

void ExtractMember(ArchiveReader* reader, const ArchiveMember& member, RootWriter* root) {
  if (ApplyWhiteout(member.path, root)) return;
  const Ownership ownership = {.uid = member.uid, .gid = member.gid, .mode = member.mode};
  switch (member.type) {
    case ArchiveMemberType::kFile:
      return ExtractFile(reader, member, ownership, root);
    case ArchiveMemberType::kHardLink:
      return root->MakeHardLink(member.path, member.link);
    case ArchiveMemberType::kLink:
      return root->MakeLink(member.path, member.link);
    case ArchiveMemberType::kDirectory:
      return root->MakeDirectory(member.path, ownership, member.mtime);
    case ArchiveMemberType::kOther:
      return;
  }
}

Ownership OwnershipOf(const struct stat& status) {
  return {.uid = status.st_uid, .gid = status.st_gid, .mode = status.st_mode & 07777U};
}

/// A directory to copy.
struct Source {
  fs::path directory;
  RootWriter* root;

  /// Bazel's sandbox has an absolute link to the same place in the real directory for each file.
  [[nodiscard]] bool IsOfSandbox(std::string_view text, const std::string& relative) const {
    return text.starts_with('/') &&
           text.ends_with("/" + (directory.filename() / relative).string()) &&
           fs::exists(directory / relative);
  }
};

// Returns whether it is a directory to go into.
bool CopyEntry(const Source& source, const std::string& relative) {
  const std::string place = (source.directory / relative).string();
  const std::optional<std::string> text = LinkText(place);
  if (text && !source.IsOfSandbox(*text, relative)) {
    source.root->MakeLink(relative, *text);
    return false;
  }
  const struct stat status = StatusOf(place);
  if (S_ISREG(status.st_mode)) CopyFile(place, relative, source.root);
  if (!S_ISDIR(status.st_mode)) return false;
  source.root->MakeDirectory(relative, OwnershipOf(status), status.st_mtim.tv_sec);
  return true;
}

void CopyTree(const Source& source, const std::string& relative) {
  for (const auto& entry : fs::directory_iterator(source.directory / relative)) {
    StopIfSignalled(entry.path().string());
    const std::string path = JoinPath(relative, entry.path().filename().string());
    if (CopyEntry(source, path)) CopyTree(source, path);
  }
}

}  // namespace

void ExtractLayer(const std::string& archive, RootPart part, RootWriter* root, Progress* progress) {
  root->BeginLayer(part);
  ArchiveReader reader(archive, progress);
  while (const ArchiveMember* const member = reader.Next()) {
    StopIfSignalled(archive);
    try {
      ExtractMember(&reader, *member, root);
    } catch (Error& error) {
      error.SetOrigin(archive);
      throw;
    }
  }
}

void CopyDirectory(const std::string& directory, RootPart part, RootWriter* root) {
  root->BeginLayer(part);
  try {
    CopyTree({.directory = fs::canonical(directory), .root = root}, "");
  } catch (const fs::filesystem_error& error) {
    throw Error("cannot read", error.path1().string(), error.code().message());
  }
}

void CopyFile(const std::string& source, const std::string& path, RootWriter* root) {
  File from = File::OpenRegular(source);
  File to = root->MakeFile(path);
  std::vector<char> buffer(kBuffer);
  while (const size_t size = from.ReadAtLeast(buffer.size(), buffer.data(), buffer.size())) {
    to.Write({buffer.data(), size});
  }
  const struct stat status = from.Status();
  root->SetStatus(to, OwnershipOf(status), status.st_mtim.tv_sec);
  to.Close();
}

}  // namespace pyvenv
