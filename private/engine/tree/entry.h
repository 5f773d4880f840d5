#pragma once

#include <cstdint>
#include <string>

namespace pyvenv {

enum class EntryType : uint8_t {
  kDirectory,
  kFile,     ///< content is that of the file at `text`
  kEmpty,    ///< a file without content
  kLink,     ///< a symbolic link whose text is `text`
  kOmitted,  ///< nothing in the tar, and a comment in the listing, which says why: `text`
};

/// One path of a layer. There is one for each file, so it is kept small.
struct Entry {
  std::string path;
  std::string text;
  uint32_t size_hint = 0;  ///< bytes of a file when the tree was built, or the most that fit here;
                           ///< 0 if nobody has asked
  uint32_t line = 0;       ///< where it comes from: the line of the manifest, 0 if from none
  uint32_t label = 0;      ///< who brought it: an index into Tree::labels
  EntryType type = EntryType::kFile;
  bool executable = false;  ///< declared so
};

}  // namespace pyvenv
