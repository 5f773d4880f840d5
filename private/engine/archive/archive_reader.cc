#include "archive/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <clocale>
#include <new>

#include "base/error.h"

namespace pyvenv {
namespace {

constexpr size_t kBuffer = size_t{64} << 10U;

// While alive, libarchive reads names in the locale "C", whatever the user's. In another one it
// turns those of pax headers into that locale's charset, and even in UTF-8 into other bytes
// (composed characters, NFC); in "C" it fails to, and gives the bytes that stand there.
class NamesAsBytes {
 public:
  NamesAsBytes() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C", nullptr);
    if (locale != nullptr) previous_ = ::uselocale(locale);
  }
  NamesAsBytes(const NamesAsBytes&) = delete;
  NamesAsBytes& operator=(const NamesAsBytes&) = delete;
  ~NamesAsBytes() {
    if (previous_ != nullptr) ::uselocale(previous_);
  }

 private:
  locale_t previous_ = nullptr;
};

std::string OrEmpty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

ArchiveMemberType TypeOf(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return ArchiveMemberType::kHardLink;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return ArchiveMemberType::kFile;
    case AE_IFLNK:
      return ArchiveMemberType::kLink;
    case AE_IFDIR:
      return ArchiveMemberType::kDirectory;
    default:
      return ArchiveMemberType::kOther;
  }
}

ArchiveMember MemberOf(archive_entry* entry) {
  ArchiveMember member;
  member.type = TypeOf(entry);
  member.path = OrEmpty(archive_entry_pathname(entry));
  const bool is_hard_link = member.type == ArchiveMemberType::kHardLink;
  member.link =
      OrEmpty(is_hard_link ? archive_entry_hardlink(entry) : archive_entry_symlink(entry));
  member.mode = archive_entry_perm(entry);
  member.size = static_cast<uint64_t>(archive_entry_size(entry));
  member.uid = static_cast<uint64_t>(archive_entry_uid(entry));
  member.gid = static_cast<uint64_t>(archive_entry_gid(entry));
  member.mtime = archive_entry_mtime(entry);
  return member;
}

}  // namespace

struct ArchiveReader::Handle {
  struct Free {
    void operator()(archive* reader) const { archive_read_free(reader); }
  };
  static la_ssize_t Read(archive* /*reader*/, void* archive_reader, const void** data) {
    auto* const self = static_cast<ArchiveReader*>(archive_reader);
    try {
      const std::string_view bytes = self->stream_.Read();
      *data = bytes.data();
      return static_cast<la_ssize_t>(bytes.size());
    } catch (...) {  // not through a library in C
      self->fault_ = std::current_exception();
      return ARCHIVE_FATAL;
    }
  }

  std::unique_ptr<archive, Free> reader{archive_read_new()};
};

ArchiveReader::ArchiveReader(const std::string& path, Progress* progress)
    : stream_(path, progress), handle_(std::make_unique<Handle>()), limit_(path), buffer_(kBuffer) {
  archive* const reader = handle_->reader.get();
  if (reader == nullptr) throw std::bad_alloc();
  // Nothing else is a layer, and some of libarchive's formats are found in any text.
  archive_read_support_format_tar(reader);
  archive_read_support_format_empty(reader);
  if (archive_read_open(reader, this, nullptr, Handle::Read, nullptr) != ARCHIVE_OK) Fail();
}

ArchiveReader::~ArchiveReader() = default;

const ArchiveMember* ArchiveReader::Next() {
  const NamesAsBytes as_bytes;
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(handle_->reader.get(), &entry);
  if (status == ARCHIVE_EOF) return nullptr;
  // A warning is of a name that is not ASCII, which then is the bytes that stand there.
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) Fail();
  member_ = MemberOf(entry);
  content_size_ = 0;
  return &member_;
}

std::string_view ArchiveReader::ReadContent() {
  const la_ssize_t count = archive_read_data(handle_->reader.get(), buffer_.data(), buffer_.size());
  if (count < 0) Fail();
  auto size = static_cast<size_t>(count);
  if (size == 0 && content_size_ < member_.size) {
    // libarchive leaves out a hole at the end.
    size = static_cast<size_t>(std::min<uint64_t>(buffer_.size(), member_.size - content_size_));
    std::fill_n(buffer_.begin(), size, 0);
  }
  content_size_ += size;
  limit_.Add(size, stream_.file_bytes());
  return {buffer_.data(), size};
}

void ArchiveReader::Fail() const {
  if (fault_) std::rethrow_exception(fault_);
  const char* const cause = archive_error_string(handle_->reader.get());
  throw Error("cannot read", stream_.name(), cause == nullptr ? "not a tar" : cause);
}

}  // namespace pyvenv
