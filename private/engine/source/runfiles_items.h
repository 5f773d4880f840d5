#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/scan.h"

namespace pyvenv {

/// What a runfiles directory has at one path.
struct RunfilesItem {
  enum class Kind : uint8_t {
    kArtifact,  ///< Bazel's link to an artifact: a file, or a directory with all that it holds
    kRawLink,   ///< any other link
    kEmpty,     ///< a file without content that Bazel added
    kFile,      ///< a file of the directory itself
  };

  std::string path;  ///< relative to the directory
  Kind kind = Kind::kFile;
  std::string text;   ///< of a link
  std::string place;  ///< of an artifact: where it has its own place, as `path`

  /// The path by which an item is known to belong to a repository.
  [[nodiscard]] const std::string& Place() const { return kind == Kind::kArtifact ? place : path; }
};

/// The items of a runfiles directory, sorted by their paths; without Bazel's MANIFEST, without what
/// --legacy_external_runfiles (default in Bazel 7) has there a second time, and without the file
/// that Bazel adds to a workspace's directory which would be empty.
class RunfilesItems {
 public:
  /// `directory`: its real path. Throws Error, also where it has no items.
  explicit RunfilesItems(std::string directory);

  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] const std::vector<RunfilesItem>& all() const { return items_; }

  /// The directory of the main repository.
  [[nodiscard]] const std::string& workspace() const { return workspace_; }

  /// The item at a path; null for none.
  [[nodiscard]] const RunfilesItem* Find(std::string_view path) const;

  [[nodiscard]] std::string OnDisk(std::string_view path) const;

 private:
  void Read();
  void DropSecondPlaces();
  [[nodiscard]] std::string ExecutionRoot(const std::vector<Found>& found) const;

  std::string directory_;
  std::vector<RunfilesItem> items_;
  std::string workspace_;
};

}  // namespace pyvenv
