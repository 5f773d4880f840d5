#include "pack/file_content.h"

#include <fcntl.h>

#include <algorithm>

#include "base/error.h"

namespace pyvenv {
namespace {

// From here on telling the kernel of a sequential read is worth a system call.
constexpr uint64_t kLargeFile = uint64_t{1} << 20U;

uint64_t RegularSize(const File& file) {
  const struct stat status = file.Status();
  if (KindOf(status) != FileKind::kRegular) {
    throw Error("cannot read", file.name(), "no longer a regular file");
  }
  return static_cast<uint64_t>(status.st_size);
}

}  // namespace

FileContent::FileContent(const std::string& path, std::span<char> buffer)
    : file_(File::OpenToRead(path)), buffer_(buffer), size_(RegularSize(file_)), left_(size_) {
  if (size_ >= kLargeFile) ::posix_fadvise(file_.descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);
  Advance();
}

// Asks for one byte more than there should be: so the end of a small file costs no call of its own,
// and a byte too many is noticed.
void FileContent::Advance() {
  piece_size_ = 0;
  if (at_end_) return;
  const auto wanted = static_cast<size_t>(std::min<uint64_t>(left_ + 1, buffer_.size()));
  const auto expected = static_cast<size_t>(std::min<uint64_t>(left_, wanted));
  piece_size_ = file_.ReadAtLeast(expected, buffer_.data(), wanted);
  if (piece_size_ != expected) {
    throw Error("cannot read", file_.name(),
                std::string("the file became ") + (piece_size_ > expected ? "longer" : "shorter") +
                    " while it was read");
  }
  left_ -= piece_size_;
  at_end_ = piece_size_ < wanted;
}

}  // namespace pyvenv
