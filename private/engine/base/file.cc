#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <utility>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

// Each system numbers its devices in its own way.
dev_t NullDevice() {
  static const dev_t number = StatusOf("/dev/null").st_rdev;
  return number;
}

}  // namespace

File::File(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  return *this;
}

File::~File() {
  if (is_open()) ::close(descriptor_);
}

File File::OpenToRead(std::string path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) throw Error("cannot read", path, ErrnoText(errno));
  return {descriptor, std::move(path)};
}

File File::OpenRegular(std::string path) {
  File file = OpenToRead(std::move(path));
  const FileKind kind = KindOf(file.Status());
  if (kind == FileKind::kDirectory) throw Error("cannot read", file.name(), ErrnoText(EISDIR));
  if (kind == FileKind::kSpecial) {
    throw Error("cannot read", file.name(), "a pipe or a device, not a regular file");
  }
  return file;
}

std::optional<File> File::TryCreate(const std::string& path, std::string name) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor >= 0) return File(descriptor, std::move(name));
  if (errno == EEXIST) return std::nullopt;
  throw Error("cannot create", name, ErrnoText(errno));
}

File File::MakeTemporary() {
  std::string path = TemporaryDirectory() + "/pyvenv.XXXXXX";
  const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) throw Error("cannot make a temporary file", path, ErrnoText(errno));
  ::unlink(path.c_str());
  return {descriptor, std::move(path)};
}

struct stat File::Status() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) throw Error("cannot read", name_, ErrnoText(errno));
  return status;
}

size_t File::ReadAtLeast(size_t minimum, char* data, size_t size) {
  size_t done = 0;
  do {
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, data + done, size - done);
    } while (count < 0 && errno == EINTR);
    if (count < 0) throw Error("cannot read", name_, ErrnoText(errno));
    if (count == 0) break;
    done += static_cast<size_t>(count);
  } while (done < minimum);
  return done;
}

size_t File::ReadAt(uint64_t offset, char* data, size_t size) const {
  size_t done = 0;
  while (done < size) {
    const ssize_t count =
        ::pread(descriptor_, data + done, size - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw Error("cannot read", name_, ErrnoText(errno));
    if (count == 0) break;
    done += static_cast<size_t>(count);
  }
  return done;
}

void File::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw Error("cannot write", name_, ErrnoText(errno));
    bytes.remove_prefix(static_cast<size_t>(count));
  }
}

void File::Close() {
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    throw Error("cannot write", name_, ErrnoText(errno));
  }
}

std::string TemporaryDirectory() {
  const char* const directory = std::getenv("TMPDIR");
  const bool is_set = directory != nullptr && *directory != 0;
  return is_set ? directory : "/tmp";
}

FileKind KindOf(const struct stat& status) {
  if (S_ISREG(status.st_mode)) return FileKind::kRegular;
  if (S_ISDIR(status.st_mode)) return FileKind::kDirectory;
  const bool is_null = S_ISCHR(status.st_mode) && status.st_rdev == NullDevice();
  return is_null ? FileKind::kNullDevice : FileKind::kSpecial;
}

bool IsSameFile(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

struct stat StatusOf(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) throw Error("cannot read", path, ErrnoText(errno));
  return status;
}

std::optional<std::string> LinkText(const std::string& path) {
  return LinkTextIn(AT_FDCWD, path, {});
}

std::optional<std::string> LinkTextIn(int directory, const std::string& name,
                                      const std::string& where) {
  char text[PATH_MAX];  // no link has more, see symlink(2)
  const ssize_t count = ::readlinkat(directory, name.c_str(), text, sizeof text);
  if (count < 0 && errno == EINVAL) return std::nullopt;
  if (count < 0) throw Error("cannot read", JoinPath(where, name), ErrnoText(errno));
  return std::string(text, static_cast<size_t>(count));
}

}  // namespace pyvenv
