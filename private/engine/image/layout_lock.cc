#include "image/layout_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"

namespace pyvenv {
namespace {

// Whether a path still leads to an open file.
bool IsAt(const std::string& path, int descriptor) {
  struct stat there {};
  struct stat open {};
  return ::stat(path.c_str(), &there) == 0 && ::fstat(descriptor, &open) == 0 &&
         IsSameFile(there, open);
}

int LockFile(int descriptor, int operation) {
  int result = 0;
  do {
    result = ::flock(descriptor, operation);
  } while (result != 0 && errno == EINTR);
  return result;
}

}  // namespace

LayoutLock::LayoutLock(const std::string& directory, const std::function<void()>& on_wait)
    : directory_(directory), path_(JoinPath(directory, kFile)) {
  while (!TryLock(on_wait)) {
  }
  guard_ = std::make_unique<RemoveOnSignal>(path_);
}

LayoutLock::~LayoutLock() {
  guard_.reset();
  ::unlink(path_.c_str());
  ::close(descriptor_);
  if (made_directory_) ::rmdir(directory_.c_str());
}

// False where the run that had the lock has removed the file, or the directory too.
bool LayoutLock::TryLock(const std::function<void()>& on_wait) {
  std::error_code fault;
  made_directory_ = std::filesystem::create_directories(directory_, fault) || made_directory_;
  if (fault) throw Error("cannot create", directory_, fault.message());
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    if (errno == ENOENT) return false;
    throw Error("cannot create", path_, ErrnoText(errno));
  }
  int result = LockFile(descriptor_, LOCK_EX | LOCK_NB);
  if (result != 0 && errno == EWOULDBLOCK) {
    on_wait();
    result = LockFile(descriptor_, LOCK_EX);
  }
  const std::string cause = ErrnoText(errno);
  if (result == 0 && IsAt(path_, descriptor_)) return true;
  ::close(descriptor_);
  if (result != 0) throw Error("cannot lock", path_, cause);
  return false;
}

}  // namespace pyvenv
