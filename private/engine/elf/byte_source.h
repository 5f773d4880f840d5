#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pyvenv {

/// Bytes that can be read at any place, of which nobody needs all.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Bytes in all.
  [[nodiscard]] virtual uint64_t size() const = 0;

  /// Reads from `offset`, which is less than `size`, as many bytes as `buffer` takes; fewer only at
  /// the end. May throw Error where a file cannot be read.
  [[nodiscard]] virtual std::string_view ReadAt(uint64_t offset, std::span<char> buffer) const = 0;
};

/// Bytes in memory, which must outlive it.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] uint64_t size() const override { return bytes_.size(); }

  [[nodiscard]] std::string_view ReadAt(uint64_t offset, std::span<char> buffer) const override {
    return bytes_.substr(static_cast<size_t>(offset), buffer.size());
  }

 private:
  std::string_view bytes_;
};

}  // namespace pyvenv
