#include "archive/tar_stream.h"

#include <archive.h>
#include <archive_entry.h>

#include <new>
#include <optional>
#include <utility>

#include "base/error.h"

namespace pyvenv {
namespace {

constexpr size_t kFileBuffer = size_t{256} << 10U;
constexpr uint64_t kUnsuspicious = uint64_t{1} << 30U;
constexpr uint64_t kLargestRatio = 500;

}  // namespace

void ExpansionLimit::Add(uint64_t bytes, uint64_t file_bytes) {
  bytes_ += bytes;
  if (bytes_ <= kUnsuspicious || bytes_ / kLargestRatio <= file_bytes) return;
  throw Error("cannot read", name_,
              "more than " + std::to_string(kLargestRatio) +
                  " times its size comes out of it; no layer is like that");
}

// libarchive's formats are built on its filters, which undo compression; the format "raw" is the
// filters' result as it is.
struct TarStream::Handle {
  struct Free {
    void operator()(archive* reader) const { archive_read_free(reader); }
  };

  static la_ssize_t Read(archive* /*reader*/, void* stream, const void** data) {
    auto* const self = static_cast<TarStream*>(stream);
    try {
      const std::string_view bytes = self->ReadFile();
      *data = bytes.data();
      return static_cast<la_ssize_t>(bytes.size());
    } catch (...) {  // not through a library in C
      self->fault_ = std::current_exception();
      return ARCHIVE_FATAL;
    }
  }

  std::unique_ptr<archive, Free> reader{archive_read_new()};
};

TarStream::TarStream(const std::string& path, Progress* progress)
    : file_(File::OpenRegular(path)),
      progress_(progress),
      buffer_(kFileBuffer),
      handle_(std::make_unique<Handle>()),
      limit_(path) {
  if (handle_->reader == nullptr) throw std::bad_alloc();
  Open();
}

TarStream::~TarStream() = default;

void TarStream::Open() {
  archive* const reader = handle_->reader.get();
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_format_raw(reader);
  archive_read_support_format_empty(reader);
  if (archive_read_open(reader, this, nullptr, Handle::Read, nullptr) != ARCHIVE_OK) Fail();
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(reader, &entry);
  is_at_end_ = status == ARCHIVE_EOF;
  if (status != ARCHIVE_OK && !is_at_end_) Fail();
  // The last filter, the file itself, counts.
  const int filters = archive_filter_count(reader);
  if (filters > 2) throw Error("cannot read", name(), "it is compressed twice");
  const int code = archive_filter_code(reader, 0);
  if (code == ARCHIVE_FILTER_GZIP) compression_ = CompressionKind::kGzip;
  if (code == ARCHIVE_FILTER_ZSTD) compression_ = CompressionKind::kZstd;
}

std::string_view TarStream::Read() {
  while (!is_at_end_) {
    const std::optional<std::string_view> block = NextBlock();
    is_at_end_ = !block.has_value();
    if (is_at_end_ || block->empty()) continue;
    limit_.Add(block->size(), file_bytes_);
    // Of a plain file the tar's value is the file's.
    if (compression_ != CompressionKind::kNone) tar_hash_.Update(*block);
    return *block;
  }
  return {};
}

std::optional<std::string_view> TarStream::NextBlock() {
  const void* data = nullptr;
  size_t size = 0;
  la_int64_t offset = 0;
  const int status = archive_read_data_block(handle_->reader.get(), &data, &size, &offset);
  if (status == ARCHIVE_EOF) return std::nullopt;
  if (status != ARCHIVE_OK) Fail();
  return std::string_view(static_cast<const char*>(data), size);
}

LayerDescriptor TarStream::Finish() {
  while (!Read().empty()) {
  }
  // Whatever follows the compressed data is of the file all the same.
  while (!ReadFile().empty()) {
  }
  LayerDescriptor descriptor;
  descriptor.digest = file_hash_.Finish();
  descriptor.size = file_bytes_;
  descriptor.compression = compression_;
  const bool is_plain = compression_ == CompressionKind::kNone;
  descriptor.diff_id = is_plain ? descriptor.digest : tar_hash_.Finish();
  return descriptor;
}

std::string_view TarStream::ReadFile() {
  const size_t size = file_.ReadAtLeast(1, buffer_.data(), buffer_.size());
  const std::string_view bytes(buffer_.data(), size);
  file_hash_.Update(bytes);
  file_bytes_ += size;
  if (progress_ != nullptr) progress_->Add(size);
  return bytes;
}

void TarStream::Fail() {
  if (fault_) std::rethrow_exception(fault_);
  const char* const cause = archive_error_string(handle_->reader.get());
  throw Error("cannot read", name(), cause == nullptr ? "not a tar" : cause);
}

}  // namespace pyvenv
