#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/signal_cleanup.h"

namespace pyvenv {

/// Makes a directory and keeps other runs of this program from writing to it meanwhile: an
/// exclusive flock(2) of the file `.pkg_pyvenv.lock` in it. A killed process holds none. The file
/// goes when the lock is released, so that a waiting process looks whether what it has locked is
/// still there.
class LayoutLock {
 public:
  /// Waits while another run is at it; `on_wait` is called before. Throws Error where the directory
  /// cannot be made or locked.
  LayoutLock(const std::string& directory, const std::function<void()>& on_wait);
  LayoutLock(const LayoutLock&) = delete;
  LayoutLock& operator=(const LayoutLock&) = delete;

  /// Removes a directory that it has made, though not those above, if that is empty.
  ~LayoutLock();

  static constexpr const char* kFile = ".pkg_pyvenv.lock";

 private:
  bool TryLock(const std::function<void()>& on_wait);

  std::string directory_;
  std::string path_;
  bool made_directory_ = false;
  int descriptor_ = -1;
  std::unique_ptr<RemoveOnSignal> guard_;
};

}  // namespace pyvenv
