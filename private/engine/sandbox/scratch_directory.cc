#include "sandbox/scratch_directory.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "base/file.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

// Who may not write to a directory cannot remove what it holds.
void OpenDirectories(const std::string& path) {
  ::chmod(path.c_str(), 0700);
  std::error_code fault;
  for (fs::recursive_directory_iterator entry(path, fault), end; !fault && entry != end;
       entry.increment(fault)) {
    if (entry->symlink_status().type() == fs::file_type::directory) {
      ::chmod(entry->path().c_str(), 0700);
    }
  }
}

}  // namespace

ScratchDirectory::ScratchDirectory() {
  path_ = TemporaryDirectory() + "/pkg_pyvenv.XXXXXX";
  if (::mkdtemp(path_.data()) == nullptr) throw Error("cannot create", path_, ErrnoText(errno));
  // A program that starts elsewhere needs its whole path, without links that may lead elsewhere
  // there.
  path_ = fs::canonical(path_).string();
}

ScratchDirectory::~ScratchDirectory() {
  try {
    RemoveTree(path_);
  } catch (const Error& error) {
    std::fprintf(stderr, "pkg_pyvenv: warning: %s\n", error.what());
  }
}

void RemoveTree(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return;
  if (S_ISDIR(status.st_mode)) OpenDirectories(path);
  std::error_code fault;
  fs::remove_all(path, fault);
  if (fault) throw Error("cannot remove", path, fault.message());
}

}  // namespace pyvenv
