#include "sandbox/snapshot.h"

#include <sys/stat.h>

#include <filesystem>

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

// Of a directory only the mode: its times change with what it holds, which shows by itself. The
// time of the last change of a file cannot be set, only made.
std::string StateOf(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  std::string state = std::to_string(status.st_mode);
  if (S_ISDIR(status.st_mode)) return state;
  for (const auto number :
       {static_cast<int64_t>(status.st_ino), static_cast<int64_t>(status.st_size),
        static_cast<int64_t>(status.st_ctim.tv_sec),
        static_cast<int64_t>(status.st_ctim.tv_nsec)}) {
    state += " " + std::to_string(number);
  }
  return state;
}

}  // namespace

Snapshot::Snapshot(const std::string& directory) {
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  std::error_code fault;
  for (fs::recursive_directory_iterator entry(directory, kOptions, fault), end;
       !fault && entry != end; entry.increment(fault)) {
    const std::string path = entry->path().string();
    states_[path.substr(directory.size())] = StateOf(path);
  }
}

std::vector<std::string> Snapshot::ChangesSince(const Snapshot& before) const {
  std::vector<std::string> changes;
  for (const auto& [path, state] : states_) {
    const auto old = before.states_.find(path);
    if (old == before.states_.end()) {
      changes.push_back("written: " + path);
    } else if (old->second != state) {
      changes.push_back("changed: " + path);
    }
  }
  for (const auto& [path, state] : before.states_) {
    if (!states_.contains(path)) changes.push_back("removed: " + path);
  }
  return changes;
}

}  // namespace pyvenv
