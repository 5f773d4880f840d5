#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/progress.h"
#include "digest/sha256.h"
#include "pack/descriptor.h"

namespace pyvenv {

/// Keeps small files from becoming endless ones: counts what a file has become, and throws Error
/// where that is more than 1 GiB and 500 times the file, which no layer that anyone needs is.
class ExpansionLimit {
 public:
  /// `name`: of the file, for the message.
  explicit ExpansionLimit(std::string name) : name_(std::move(name)) {}

  /// `bytes` more have come of the first `file_bytes` of the file.
  void Add(uint64_t bytes, uint64_t file_bytes);

 private:
  std::string name_;
  uint64_t bytes_ = 0;
};

/// The tar in a layer's file, plain or compressed with gzip or zstd, as a stream of bytes. Hashes
/// both on the way. Memory does not grow with the file. Errors are thrown as Error and name it.
class TarStream {
 public:
  /// `progress`: is told of the bytes of the file; may be null.
  explicit TarStream(const std::string& path, Progress* progress = nullptr);
  TarStream(const TarStream&) = delete;
  TarStream& operator=(const TarStream&) = delete;
  ~TarStream();

  /// The next piece of the tar, valid until the next call; empty at its end.
  std::string_view Read();

  /// Reads what is left, and tells what the file is.
  LayerDescriptor Finish();

  [[nodiscard]] const std::string& name() const { return file_.name(); }

  /// Bytes of the file that have been read.
  [[nodiscard]] uint64_t file_bytes() const { return file_bytes_; }

 private:
  struct Handle;

  void Open();
  [[nodiscard]] std::optional<std::string_view> NextBlock();
  std::string_view ReadFile();
  [[noreturn]] void Fail();

  File file_;
  Progress* progress_;
  std::vector<char> buffer_;
  std::unique_ptr<Handle> handle_;
  std::exception_ptr fault_;  // of reading the file, on its way through libarchive
  ExpansionLimit limit_;
  CompressionKind compression_ = CompressionKind::kNone;
  bool is_at_end_ = false;
  uint64_t file_bytes_ = 0;
  Sha256 file_hash_;
  Sha256 tar_hash_;
};

}  // namespace pyvenv
