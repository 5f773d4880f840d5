#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/line_reader.h"
#include "tar/header.h"

namespace pyvenv {

/// One line of a listing.
struct ListedEntry {
  std::string path;  ///< in the layer, without the listing's "./"; "." for the layer's root
  MemberType type = MemberType::kFile;
  uint64_t size = 0;       ///< of a file, in bytes
  std::string digest;      ///< of a file, the SHA-256 of its content in hexadecimal
  std::string hard_link;   ///< of a file that is a hard link, the path of the other
  std::string link;        ///< of a link, its text
  std::string attributes;  ///< every other keyword, as it stands: mode, uid, gid, time
};

/// Reads a listing as ListingWriter writes it. Comments other than those of hard links are passed
/// over; a line of another form is an error that names it, and so is a path that is not in normal
/// form below the layer's root.
class ListingReader {
 public:
  explicit ListingReader(std::string path);

  /// The next entry, valid until the next call; null at the end.
  const ListedEntry* Next();

 private:
  void ParseComment(std::string_view comment);
  void Parse(std::string_view line);
  void ParseKeyword(std::string_view word);
  [[noreturn]] void Fail(std::string_view cause) const;

  std::string path_;
  LineReader lines_;
  uint32_t line_ = 0;
  bool has_type_ = false;  // of the line being read
  std::string hard_link_;  // of the next line, from the comment before it
  ListedEntry entry_;
};

}  // namespace pyvenv
