#include "sandbox/root_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <vector>

#include "base/error.h"
#include "base/path.h"
#include "layers/member.h"
#include "sandbox/scratch_directory.h"

namespace pyvenv {
namespace {

// Until Finish, so that more can be made in a directory.
constexpr mode_t kWhileWriting = 0700;

/// A path of an archive in normal form, relative; empty for the root itself.
std::string NormalPath(std::string_view path) {
  if (HasParentComponent(path)) {
    throw Error("cannot extract", path, "the path has a \"..\" component");
  }
  std::string normal = MemberPath(path);
  if (normal == kRootPath) normal.clear();
  return normal;
}

std::optional<mode_t> TypeOf(const std::string& place) {
  struct stat status {};
  if (::lstat(place.c_str(), &status) != 0) return std::nullopt;
  return status.st_mode & S_IFMT;
}

std::array<timespec, 2> BothTimes(int64_t mtime) {
  const timespec time = {.tv_sec = static_cast<time_t>(mtime), .tv_nsec = 0};
  return {time, time};
}

[[noreturn]] void Fail(std::string_view path) {
  throw Error("cannot extract", path, ErrnoText(errno));
}

}  // namespace

RootWriter::RootWriter(const std::string& directory, User user) : view_(directory), user_(user) {
  directories_[""] = {.ownership = {.mode = 0755}};
}

void RootWriter::BeginLayer(RootPart part) {
  part_ = part;
  written_.clear();
  last_place_.reset();
}

void RootWriter::MakeDirectory(std::string_view path, const Ownership& ownership, int64_t mtime) {
  const std::string relative = Place(path);
  const std::string place = OnMachine(relative);
  const std::optional<mode_t> type = TypeOf(place);
  if (type && type != S_IFDIR) Remove(relative);
  if (type != S_IFDIR && ::mkdir(place.c_str(), kWhileWriting) != 0) Fail(path);
  directories_[relative] = {.ownership = ownership, .mtime = mtime};
}

File RootWriter::MakeFile(std::string_view path) {
  const std::string relative = Place(path);
  Remove(relative);
  std::optional<File> file = File::TryCreate(OnMachine(relative), std::string(path));
  if (!file) Fail(path);
  return std::move(*file);
}

void RootWriter::SetStatus(const File& file, const Ownership& ownership, int64_t mtime) const {
  if (::fchmod(file.descriptor(), ModeFor(user_, ownership)) != 0 ||
      ::futimens(file.descriptor(), BothTimes(mtime).data()) != 0) {
    Fail(file.name());
  }
}

void RootWriter::MakeLink(std::string_view path, const std::string& text) {
  const std::string relative = Place(path);
  Remove(relative);
  if (::symlink(text.c_str(), OnMachine(relative).c_str()) != 0) Fail(path);
  if (part_ == RootPart::kLayer) layer_links_.insert(relative);
}

void RootWriter::MakeHardLink(std::string_view path, std::string_view target) {
  const std::string relative = Place(path);
  const std::optional<std::string> source = Find(target);
  if (!source || !TypeOf(OnMachine(*source))) {
    throw Error("cannot extract", path,
                "a hard link to \"" + std::string(target) + "\", which is not there");
  }
  if (*source == relative) return;
  Remove(relative);
  if (::link(OnMachine(*source).c_str(), OnMachine(relative).c_str()) != 0) Fail(path);
}

void RootWriter::RemoveLower(std::string_view path) {
  const std::optional<std::string> relative = Find(path);
  if (relative && !relative->empty()) RemoveUnwritten(*relative);
}

void RootWriter::RemoveAllLower(std::string_view directory) {
  if (!HasDirectory(directory)) return;
  const std::string relative = view_.Resolve(directory)->substr(1);
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(OnMachine(relative))) {
    names.push_back(entry.path().filename().string());
  }
  for (const std::string& name : names) RemoveUnwritten(JoinPath(relative, name));
}

void RootWriter::Finish() {
  // What a directory holds comes after it, and goes first: behind a closed door nothing can be set.
  std::for_each(directories_.rbegin(), directories_.rend(), [this](const auto& entry) {
    const std::string place = OnMachine(entry.first);
    const auto& [ownership, mtime] = entry.second;
    if (TypeOf(place) != S_IFDIR) return;
    if (::chmod(place.c_str(), ModeFor(user_, ownership)) != 0 ||
        ::utimensat(AT_FDCWD, place.c_str(), BothTimes(mtime).data(), 0) != 0) {
      Fail(entry.first);
    }
  });
}

bool RootWriter::Has(std::string_view path) const {
  const std::optional<std::string> relative = Find(path);
  return relative && TypeOf(OnMachine(*relative));
}

bool RootWriter::HasDirectory(std::string_view path) const {
  const std::optional<std::string> resolved = view_.Resolve(path);
  return resolved && TypeOf(view_.OnMachine(*resolved)) == S_IFDIR;
}

// The path whose directory has no links; empty where there is no such directory.
std::optional<std::string> RootWriter::Find(std::string_view path) const {
  const std::string normal = NormalPath(path);
  const std::optional<std::string> parent = view_.Resolve(ParentPath(normal));
  if (!parent) return std::nullopt;
  const std::string_view below_root = *parent;
  return JoinPath(below_root.substr(1), NameOf(normal));
}

std::string RootWriter::OnMachine(std::string_view relative) const {
  return JoinPath(view_.directory(), relative);
}

// Where a path goes, without links, its directory made; the name itself may be there already.
std::string RootWriter::Place(std::string_view path) {
  const std::string normal = NormalPath(path);
  if (normal.empty()) return {};
  std::string relative = JoinPath(ParentOf(normal, path), NameOf(normal));
  written_.insert(relative);
  return relative;
}

const std::string& RootWriter::ParentOf(std::string_view normal, std::string_view path) {
  const std::string_view parent = ParentPath(normal);
  if (!last_place_ || last_parent_ != parent) {
    last_place_ = MakeParent(parent, path);
    last_parent_ = parent;
  }
  return *last_place_;
}

std::string RootWriter::MakeParent(std::string_view parent, std::string_view path) {
  std::string directory;
  std::string_view rest = parent;
  while (!rest.empty()) {
    const size_t end = rest.find('/');
    const std::string next = JoinPath(directory, rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const std::optional<mode_t> type = TypeOf(OnMachine(next));
    if (!type) {
      if (::mkdir(OnMachine(next).c_str(), kWhileWriting) != 0) Fail(path);
      directories_[next] = {.ownership = {.mode = 0755}};
    }
    if (type == S_IFLNK && part_ == RootPart::kLayer && layer_links_.contains(next)) {
      throw Error("cannot extract", path, "\"" + next + "\" is a link of a layer");
    }
    // `directory` has no links, so that only one is worth the steps from the root on.
    const std::optional<std::string> resolved =
        type == S_IFLNK ? view_.Resolve(next) : std::optional("/" + next);
    directory = resolved ? resolved->substr(1) : next;
    if (!resolved || TypeOf(OnMachine(directory)) != S_IFDIR) {
      throw Error("cannot extract", path, "\"" + next + "\" is no directory");
    }
    written_.insert(directory);
  }
  return directory;
}

void RootWriter::Remove(const std::string& relative) {
  if (relative.empty()) throw Error("cannot extract", "/", "the root is a directory");
  if (!TypeOf(OnMachine(relative))) return;
  RemoveTree(OnMachine(relative));
  layer_links_.erase(relative);
  last_place_.reset();
}

// What this layer wrote stays, and directories on the way to it.
void RootWriter::RemoveUnwritten(const std::string& relative) {
  if (!written_.contains(relative)) return Remove(relative);
  if (TypeOf(OnMachine(relative)) == S_IFDIR) RemoveAllLower(relative);
}

}  // namespace pyvenv
