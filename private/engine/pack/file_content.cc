#include "pack/file_content.h"

#include <fcntl.h>

#include <algorithm>

#include "base/error.h"

namespace pyvenv {
namespace {

// From here on telling the kernel of a sequential read is worth a system call.
constexpr uint64_t kSequentialFrom = uint64_t{1} << 20U;

}  // namespace

uint64_t CheckIsRegular(const File& file) {
  const struct stat status = file.Status();
  if (KindOf(status) != FileKind::kRegular) {
    throw Error("cannot read", file.name(), "no longer a regular file");
  }
  return static_cast<uint64_t>(status.st_size);
}

FileContent::FileContent(const std::string& path)
    : file_(File::OpenToRead(path)), size_(CheckIsRegular(file_)), left_(size_) {
#if defined(POSIX_FADV_SEQUENTIAL)  // not on macOS
  if (size_ >= kSequentialFrom) ::posix_fadvise(file_.descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
}

std::string_view FileContent::Peek(uint64_t offset, std::span<char> buffer) const {
  return {buffer.data(), file_.ReadAt(offset, buffer.data(), buffer.size())};
}

// Asks for one byte more than there should be: so the end of a small file costs no call of its own,
// and a byte too many is noticed.
std::string_view FileContent::Next(std::span<char> buffer) {
  if (at_end_) return {};
  const auto wanted = static_cast<size_t>(std::min<uint64_t>(left_ + 1, buffer.size()));
  const auto expected = static_cast<size_t>(std::min<uint64_t>(left_, wanted));
  const size_t size = file_.ReadAtLeast(expected, buffer.data(), wanted);
  if (size != expected) {
    throw Error("cannot read", file_.name(),
                std::string("the file became ") + (size > expected ? "longer" : "shorter") +
                    " while it was read");
  }
  left_ -= size;
  at_end_ = size < wanted;
  return {buffer.data(), size};
}

}  // namespace pyvenv
