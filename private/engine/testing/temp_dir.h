#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyvenv::testing {

/// Where thousands of small files cost little: in memory, or where the machine has no such place,
/// with other temporary files.
std::string PlaceInMemory();

/// A new directory that goes away with all it holds. Its methods take paths below it, and make the
/// directories above them.
class TempDir {
 public:
  TempDir();
  explicit TempDir(const std::string& parent);
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string Path(std::string_view name) const;

  /// Each returns the whole path.
  std::string Write(std::string_view name, std::string_view content) const;
  std::string Link(std::string_view name, std::string_view text) const;
  std::string MakeDirectory(std::string_view name) const;

  [[nodiscard]] std::string Read(std::string_view name) const;

  /// The names in a directory, sorted.
  [[nodiscard]] std::vector<std::string> List(std::string_view name) const;

 private:
  std::string path_;
};

/// Makes `path` the working directory while alive.
class WorkingDirectory {
 public:
  explicit WorkingDirectory(const std::string& path);
  WorkingDirectory(const WorkingDirectory&) = delete;
  WorkingDirectory& operator=(const WorkingDirectory&) = delete;
  ~WorkingDirectory();

 private:
  std::string previous_;
};

std::string ReadFile(const std::string& path);

}  // namespace pyvenv::testing
