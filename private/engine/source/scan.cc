#include "source/scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "base/cpus.h"
#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "base/task_pool.h"

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
  std::string text;         // of a link
  bool is_entered = false;  // a directory

  [[nodiscard]] bool IsDirectory() const { return name.ends_with('/'); }
};

// Reads directories with the C library's calls: std::filesystem makes a path of several strings for
// each name, and looks it up from the root, which takes twice the time.
class DirectoryReader {
 public:
  explicit DirectoryReader(const std::string& directory)
      : name_(directory), top_(Open(AT_FDCWD, directory)) {}

  // Of a directory below, in order. Any thread may call this.
  [[nodiscard]] std::vector<Child> Read(const std::string& path) const {
    const Directory directory = Open(::dirfd(top_.get()), path.empty() ? "." : path);
    const std::string where = PathOf(path);
    std::vector<Child> children;
    errno = 0;
    while (const dirent* const child = ::readdir(directory.get())) {
      const std::string_view name = child->d_name;
      if (name == "." || name == "..") continue;
      children.push_back(ChildOf(name, TypeOf(directory.get(), *child)));
      Child& last = children.back();
      if (last.type == Found::Type::kLink) last.text = TextOf(directory.get(), last.name, where);
      errno = 0;
    }
    if (errno != 0) ThrowFault(path);
    std::sort(children.begin(), children.end(),
              [](const Child& a, const Child& b) { return a.name < b.name; });
    return children;
  }

 private:
  // `where`: the path of the directory.
  static std::string TextOf(DIR* directory, const std::string& link, const std::string& where) {
    std::optional<std::string> text = LinkTextIn(::dirfd(directory), link, where);
    if (text) return std::move(*text);
    throw Error("cannot read", JoinPath(where, link), "it was a link, and is none any more");
  }

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
    throw Error("cannot read", PathOf(path), cause);
  }

  [[nodiscard]] std::string PathOf(const std::string& path) const {
    return path.empty() ? name_ : JoinPath(name_, path);
  }

  const std::string& name_;
  Directory top_;
};

// Reads the directories of one depth after those of the depth before, on several threads: half of
// the time goes to the kernel, for each of thousands of directories.
class Scanner {
 public:
  Scanner(const std::string& directory, const std::function<bool(const std::string&)>& enter)
      : reader_(directory), enter_(enter), pool_(std::min(kThreads, UsableCpus())) {}

  std::vector<Found> Run() {
    directories_.emplace_back();
    for (size_t first = 0; first < directories_.size();) {
      const size_t end = directories_.size();
      ReadAll(first, end);
      for (; first < end; ++first) AddBelow(directories_[first]);
    }
    Collect(directories_[0]);
    // In order already, but for empty directories beside what is called "<name>-x".
    const auto by_path = [](const Found& a, const Found& b) { return a.path < b.path; };
    if (!std::is_sorted(found_.begin(), found_.end(), by_path)) {
      std::sort(found_.begin(), found_.end(), by_path);
    }
    return std::move(found_);
  }

 private:
  static constexpr unsigned kThreads = 2;  // more wait for one another in the kernel

  // Nothing is open of it, so that depth costs no descriptors.
  struct Entered {
    std::string path;
    std::vector<Child> children;
    size_t first_below = 0;  // the place in directories_ of the first child that is entered
    std::exception_ptr fault;
  };

  void ReadAll(size_t first, size_t end) {
    std::atomic<size_t> next = first;
    std::atomic<unsigned> working = pool_.jobs();
    const auto read = [&] {
      for (size_t i = next++; i < end; i = next++) ReadOne(&directories_[i]);
      --working;
    };
    for (unsigned i = 0; i < pool_.jobs(); ++i) pool_.Add(TaskPool::Turn::kLast, read);
    pool_.WaitUntil([&] { return working == 0; });
  }

  // Tasks of a pool must not throw.
  void ReadOne(Entered* directory) const noexcept {
    try {
      directory->children = reader_.Read(directory->path);
    } catch (...) {
      directory->fault = std::current_exception();
    }
  }

  void AddBelow(Entered& directory) {
    if (directory.fault) std::rethrow_exception(directory.fault);
    directory.first_below = directories_.size();
    for (Child& child : directory.children) {
      if (!child.IsDirectory()) continue;
      std::string path = PathOf(directory, child);
      child.is_entered = enter_(path);
      if (child.is_entered) directories_.push_back({.path = std::move(path)});
    }
  }

  void Collect(Entered& directory) {
    size_t below = directory.first_below;
    for (Child& child : directory.children) {
      if (!child.IsDirectory()) {
        found_.push_back(
            {.path = PathOf(directory, child), .type = child.type, .text = std::move(child.text)});
      } else if (child.is_entered) {
        Entered& entered = directories_[below++];
        Collect(entered);
        if (!entered.children.empty()) continue;
        found_.push_back({.path = entered.path, .type = Found::Type::kEmptyDirectory});
      }
    }
  }

  static std::string PathOf(const Entered& directory, const Child& child) {
    std::string_view name = child.name;
    if (child.IsDirectory()) name.remove_suffix(1);
    return JoinPath(directory.path, name);
  }

  DirectoryReader reader_;
  const std::function<bool(const std::string&)>& enter_;
  TaskPool pool_;
  std::deque<Entered> directories_;  // by depth
  std::vector<Found> found_;
};

}  // namespace

std::vector<Found> Scan(const std::string& directory,
                        const std::function<bool(const std::string& path)>& enter) {
  return Scanner(directory, enter).Run();
}

}  // namespace pyvenv
