#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/file.h"
#include "sandbox/root_view.h"
#include "sandbox/user.h"

namespace pyvenv {

/// Whose files these are.
enum class RootPart : uint8_t {
  kBase,   ///< the image's: its links to directories are followed by what comes later
  kLayer,  ///< a layer to test: nothing may be written through its links
};

/// Makes the root directory of an image from its layers, bottom to top, as a runtime of containers
/// does (OCI image-spec, "Image Layer Filesystem Changeset"): what an upper layer has replaces what
/// lower ones have, but for directories, which are merged. Modes are those of ModeFor.
///
/// Paths are those that archives have: a leading "/" or "./" and a trailing "/" mean nothing. What
/// would be written outside the root is refused. Errors are thrown as Error; SetOrigin is for the
/// caller, who knows the archive.
class RootWriter {
 public:
  /// `directory` must be empty; it belongs to root in the image, with mode 0755.
  RootWriter(const std::string& directory, User user);

  /// What follows is another layer.
  void BeginLayer(RootPart part);

  void MakeDirectory(std::string_view path, const Ownership& ownership, int64_t mtime);

  /// A new file to write to; then call SetStatus when all is written.
  File MakeFile(std::string_view path);
  void SetStatus(const File& file, const Ownership& ownership, int64_t mtime) const;

  void MakeLink(std::string_view path, const std::string& text);

  /// `target`: a path too, of a member that is there.
  void MakeHardLink(std::string_view path, std::string_view target);

  /// Removes what lower layers have at a path, and what they have below it.
  void RemoveLower(std::string_view path);

  /// Removes what lower layers have in a directory.
  void RemoveAllLower(std::string_view directory);

  /// Gives directories their modes and times. Nothing can be made afterwards.
  void Finish();

  /// Whether anything is at a path; a link that leads nowhere too.
  [[nodiscard]] bool Has(std::string_view path) const;

  /// Whether a path is a directory, or a link to one.
  [[nodiscard]] bool HasDirectory(std::string_view path) const;

 private:
  struct DirectoryStatus {
    Ownership ownership;
    int64_t mtime = 0;
  };

  [[nodiscard]] std::string OnMachine(std::string_view relative) const;
  [[nodiscard]] std::optional<std::string> Find(std::string_view path) const;
  std::string Place(std::string_view path);
  const std::string& ParentOf(std::string_view normal, std::string_view path);
  std::string MakeParent(std::string_view parent, std::string_view path);
  void Remove(const std::string& relative);
  void RemoveUnwritten(const std::string& relative);

  RootView view_;
  User user_;
  RootPart part_ = RootPart::kBase;
  std::map<std::string, DirectoryStatus> directories_;  // by path without links
  std::set<std::string> written_;                       // by this layer
  std::set<std::string> layer_links_;                   // of all layers to test

  // The parent that was looked up last: members of one directory mostly come together.
  std::string last_parent_;
  std::optional<std::string> last_place_;  // empty while it may not be so any more
};

}  // namespace pyvenv
