#include "sandbox/root_view.h"

#include <sys/stat.h>

#include <utility>

#include "base/file.h"
#include "base/path.h"

namespace pyvenv {
namespace {

constexpr int kMostLinks = 40;  // as Linux follows: path_resolution(7)

}  // namespace

RootView::RootView(std::string directory, std::vector<Mount> mounts)
    : directory_(std::move(directory)), mounts_(std::move(mounts)) {}

std::optional<std::string> RootView::Resolve(std::string_view path, const OnLink& on_link) const {
  std::string resolved;  // without its trailing "/", so empty for the root
  std::string rest(path);
  int links = 0;
  while (!rest.empty()) {
    const size_t end = rest.find('/');
    const std::string name = rest.substr(0, end);
    rest.erase(0, end == std::string::npos ? end : end + 1);
    if (name.empty() || name == ".") continue;
    if (name == "..") {
      resolved = std::string(ParentPath(resolved));
      continue;
    }
    std::string next = resolved;
    next.append("/").append(name);
    const std::string place = OnMachine(next);
    struct stat status {};
    if (::lstat(place.c_str(), &status) != 0) return std::nullopt;
    if (!S_ISLNK(status.st_mode)) {
      resolved = next;
      continue;
    }
    if (++links > kMostLinks) return std::nullopt;
    const std::string text = LinkText(place).value_or("");
    if (on_link) on_link(next, text);
    if (text.starts_with('/')) resolved.clear();
    rest.insert(0, text + "/");
  }
  return resolved.empty() ? "/" : resolved;
}

std::string RootView::OnMachine(std::string_view resolved) const {
  for (const Mount& mount : mounts_) {
    if (resolved == mount.destination) return mount.source;
    if (IsBelow(resolved, mount.destination)) {
      return mount.source + std::string(resolved.substr(mount.destination.size()));
    }
  }
  return directory_ + std::string(resolved);
}

}  // namespace pyvenv
