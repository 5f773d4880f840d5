#pragma once

#include <string>

namespace pyvenv {

/// A new directory of one's own in TemporaryDirectory, removed with all it holds, read-only
/// directories among that. Signals are the caller's: keep them blocked while it exists
/// (SignalsBlocked), and give up when one waits.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Removes a file, or a directory with all it holds, whatever the modes of directories. Links are
/// removed, not followed. Nothing happens where there is nothing.
void RemoveTree(const std::string& path);

}  // namespace pyvenv
