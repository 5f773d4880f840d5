#include "source/scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

// What a directory holds.
struct Child {
  std::string name;  // of a directory with a "/" at its end, as the paths below it sort
  Found::Type type;
};

// Reads directories with the C library's calls: std::filesystem makes a path of several strings for
// each name, and looks it up from the root, which takes twice the time.
class DirectoryReader {
 public:
  explicit DirectoryReader(const std::string& directory)
      : name_(directory), top_(Open(AT_FDCWD, directory)) {}

  // Of a directory below, in order.
  [[nodiscard]] std::vector<Child> Read(const std::string& path) const {
    const Directory directory = Open(::dirfd(top_.get()), path.empty() ? "." : path);
    std::vector<Child> children;
    errno = 0;
    while (const dirent* const child = ::readdir(directory.get())) {
      const std::string_view name = child->d_name;
      if (name == "." || name == "..") continue;
      children.push_back(ChildOf(name, TypeOf(directory.get(), *child)));
      errno = 0;
    }
    if (errno != 0) ThrowFault(path);
    std::sort(children.begin(), children.end(),
              [](const Child& a, const Child& b) { return a.name < b.name; });
    return children;
  }

 private:
  static Child ChildOf(std::string_view name, unsigned char type) {
    Child child{.name = std::string(name), .type = Found::Type::kOther};
    if (type == DT_DIR) child.name += '/';
    if (type == DT_LNK) child.type = Found::Type::kLink;
    if (type == DT_REG) child.type = Found::Type::kFile;
    return child;
  }

  // Some file systems do not say.
  static unsigned char TypeOf(DIR* directory, const dirent& child) {
    if (child.d_type != DT_UNKNOWN) return child.d_type;
    struct stat status {};
    if (::fstatat(::dirfd(directory), child.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      return DT_UNKNOWN;
    }
    return static_cast<unsigned char>(IFTODT(status.st_mode));
  }

  [[nodiscard]] Directory Open(int top, const std::string& path) const {
    const int descriptor = ::openat(top, path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    Directory directory(descriptor < 0 ? nullptr : ::fdopendir(descriptor));
    if (!directory) ThrowFault(top == AT_FDCWD ? std::string() : path);
    return directory;
  }

  [[noreturn]] void ThrowFault(const std::string& path) const {
    const char* const cause = std::strerror(errno);
    throw Error("cannot read", path.empty() ? name_ : JoinPath(name_, path), cause);
  }

  const std::string& name_;
  Directory top_;
};

class Scanner {
 public:
  Scanner(const std::string& directory, const std::function<bool(const std::string&)>& enter)
      : reader_(directory), enter_(enter) {}

  std::vector<Found> Run() {
    AddDirectory("");
    // In order already, but for empty directories beside what is called "<name>-x".
    const auto by_path = [](const Found& a, const Found& b) { return a.path < b.path; };
    if (!std::is_sorted(found_.begin(), found_.end(), by_path)) {
      std::sort(found_.begin(), found_.end(), by_path);
    }
    return std::move(found_);
  }

 private:
  // Returns whether it holds anything.
  bool AddDirectory(const std::string& path) {
    // Nothing is open below, so that depth costs no descriptors.
    std::vector<Child> children = reader_.Read(path);
    for (Child& child : children) {
      const bool is_directory = child.name.ends_with('/');
      if (is_directory) child.name.pop_back();
      std::string below = JoinPath(path, child.name);
      if (!is_directory) {
        found_.push_back({.path = std::move(below), .type = child.type});
      } else if (enter_(below) && !AddDirectory(below)) {
        found_.push_back({.path = std::move(below), .type = Found::Type::kEmptyDirectory});
      }
    }
    return !children.empty();
  }

  DirectoryReader reader_;
  const std::function<bool(const std::string&)>& enter_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Found> Scan(const std::string& directory,
                        const std::function<bool(const std::string& path)>& enter) {
  return Scanner(directory, enter).Run();
}

}  // namespace pyvenv
