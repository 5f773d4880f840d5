#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tree/declaration.h"

namespace pyvenv {

/// What an entry of a source belongs to. It goes to a layer with the rest of that.
struct Owner {
  enum class Kind : uint8_t {
    kMain,         ///< what is the user's own, and what ties everything together
    kInterpreter,  ///< the Python
    kOther,        ///< what others made: a distribution, if `distribution` names one
  };

  Kind kind = Kind::kMain;
  std::string distribution;  ///< normalised (PEP 503); empty for none
};

/// One path of a source. Text is held as Declaration refers to it.
struct SourceEntry {
  DeclarationType type = DeclarationType::kFile;
  std::string path;    ///< in the image
  std::string text;    ///< of a link its target, of kContent the content, else the path on disk
  uint32_t owner = 0;  ///< index into SourceTree::owners
  uint32_t root = 0;   ///< index into SourceTree::roots
  bool executable = false;
};

/// What an image must be told to start the program: the image-spec's configuration.
struct StartConfig {
  std::vector<std::string> entrypoint;
  std::vector<std::string> env;   ///< "NAME=value"; not PATH
  std::string program_directory;  ///< comes first in PATH; empty: none does
  std::string working_directory;  ///< empty: what the image has anyway
};

/// All that a runfiles directory or a virtual environment brings to an image, before it is known
/// which layer has what. The disk has been asked about names and links, not about content.
struct SourceTree {
  /// Owners that are always there, by their index.
  static constexpr uint32_t kMain = 0;
  static constexpr uint32_t kInterpreter = 1;
  static constexpr uint32_t kNoDistribution = 2;

  /// Directories in the image that the entries lie below. A layer has the directories from such a
  /// root down, and none above. The first, "", is for entries that bring no directories.
  std::vector<std::string> roots{""};
  std::vector<Owner> owners{
      {.kind = Owner::Kind::kMain, .distribution = {}},
      {.kind = Owner::Kind::kInterpreter, .distribution = {}},
      {.kind = Owner::Kind::kOther, .distribution = {}},
  };
  std::vector<SourceEntry> entries;

  /// Patterns (see PathPattern) of paths below an entry's root to leave out of directories that are
  /// packed whole. Single entries that match are kExcluded already.
  std::vector<std::string> exclude;

  StartConfig config;
  std::vector<std::string> warnings;  ///< a line each, for the user

  uint32_t AddRoot(std::string path) {
    roots.push_back(std::move(path));
    return static_cast<uint32_t>(roots.size() - 1);
  }

  uint32_t AddOwner(Owner owner) {
    owners.push_back(std::move(owner));
    return static_cast<uint32_t>(owners.size() - 1);
  }

  /// An entry's path below its root, which patterns match.
  [[nodiscard]] std::string_view PathBelowRoot(const SourceEntry& entry) const {
    const std::string& root = roots[entry.root];
    return std::string_view{entry.path}.substr(root.empty() ? 0 : root.size() + 1);
  }
};

}  // namespace pyvenv
