#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace pyvenv {

/// What a member of someone's archive is.
enum class ArchiveMemberType : uint8_t { kFile, kHardLink, kLink, kDirectory, kOther };

/// One member. Names are the archive's bytes, as they stand there.
struct ArchiveMember {
  ArchiveMemberType type = ArchiveMemberType::kFile;
  std::string path;
  std::string link;   ///< a link's text; of a hard link the path of the other member
  uint32_t mode = 0;  ///< permission bits, setuid, setgid and sticky among them
  uint64_t size = 0;  ///< bytes of content
  uint64_t uid = 0;
  uint64_t gid = 0;
  int64_t mtime = 0;  ///< seconds since 1970
};

/// Reads archives that anyone made: tar in all its dialects, plain or compressed with gzip or zstd.
/// Memory does not grow with the archive. Errors are thrown as Error and name the file.
class ArchiveReader {
 public:
  explicit ArchiveReader(const std::string& path);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ~ArchiveReader();

  /// The next member, valid until the next call; null at the end. Content that was not read is
  /// skipped.
  const ArchiveMember* Next();

  /// The next piece of the member's content, valid until the next call; empty at its end.
  std::string_view ReadContent();

 private:
  struct Handle;

  [[noreturn]] void Fail() const;

  File file_;
  std::unique_ptr<Handle> handle_;
  ArchiveMember member_;
  std::vector<char> buffer_;
};

}  // namespace pyvenv
