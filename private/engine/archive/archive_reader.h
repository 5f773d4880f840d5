#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tar_stream.h"

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
  /// `progress`: is told of the bytes of the file; may be null.
  explicit ArchiveReader(const std::string& path, Progress* progress = nullptr);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ~ArchiveReader();

  /// The next member, valid until the next call; null at the end. Content that was not read is
  /// skipped.
  const ArchiveMember* Next();

  /// The next piece of the member's content, valid until the next call; empty at its end. All but
  /// the last have 64 KiB, unless the file has a hole at its end.
  std::string_view ReadContent();

  /// After the last member: what the file is.
  LayerDescriptor Finish() { return stream_.Finish(); }

 private:
  struct Handle;

  [[noreturn]] void Fail() const;

  TarStream stream_;
  std::unique_ptr<Handle> handle_;
  std::exception_ptr fault_;  // of the stream, on its way through libarchive
  ExpansionLimit limit_;      // of contents, which holes can make longer than the tar
  ArchiveMember member_;
  uint64_t content_size_ = 0;  // bytes of it that have been read
  std::vector<char> buffer_;
};

}  // namespace pyvenv
