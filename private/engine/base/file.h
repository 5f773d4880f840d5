#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pyvenv {

/// An open file, with the name it has in messages. Errors are thrown as Error.
class File {
 public:
  /// Opens for reading. Never blocks and never becomes the controlling terminal, whatever lies
  /// there.
  static File OpenToRead(std::string path);

  /// The same, of what can be read to its end: anything but a regular file and /dev/null is an
  /// error. A pipe would seem empty, and a device may never end.
  static File OpenRegular(std::string path);

  /// Makes a new file to write (0666 less the umask), called `name` in messages. Empty if there is
  /// something at `path` already.
  static std::optional<File> TryCreate(const std::string& path, std::string name);

  /// Makes a new file without a path, to write and to ReadAt, in TemporaryDirectory.
  static File MakeTemporary();

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

  [[nodiscard]] struct stat Status() const;

  /// Reads up to `size` bytes, and at least `minimum` unless the file ends. Returns how many.
  size_t ReadAtLeast(size_t minimum, char* data, size_t size);

  /// Reads up to `size` bytes from `offset` on, fewer only where the file ends. The position of
  /// ReadAtLeast stays. Returns how many.
  size_t ReadAt(uint64_t offset, char* data, size_t size) const;

  void Write(std::string_view bytes);

  /// Closes, and reports what a file system tells only then.
  void Close();

 private:
  File(int descriptor, std::string name);

  int descriptor_;
  std::string name_;
};

/// Where temporary files belong: $TMPDIR, else /tmp.
std::string TemporaryDirectory();

/// What a path leads to, as far as a layer cares.
enum class FileKind { kRegular, kDirectory, kNullDevice, kSpecial };
FileKind KindOf(const struct stat& status);

/// Whether both are of one file, whatever its paths.
bool IsSameFile(const struct stat& a, const struct stat& b);

/// stat(2): follows links. Throws where there is nothing.
struct stat StatusOf(const std::string& path);

/// The text of the symbolic link at `path`, or empty if something else lies there. Throws where
/// there is nothing.
std::optional<std::string> LinkText(const std::string& path);

/// The same of `name` in the open `directory`, without a look at all above it. `where` is the
/// directory's path, for messages.
std::optional<std::string> LinkTextIn(int directory, const std::string& name,
                                      const std::string& where);

}  // namespace pyvenv
