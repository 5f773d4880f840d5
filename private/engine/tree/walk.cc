#include "tree/walk.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

struct Child {
  std::string name;
  bool is_file;  // known without asking further
};

// All at once, so that no directory stays open while the walk goes deeper.
std::vector<Child> ChildrenOf(const std::string& source) {
  const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(source.c_str()));
  if (!directory) throw Error("cannot read", source, ErrnoText(errno));
  std::vector<Child> children;
  while (true) {
    errno = 0;
    const dirent* found = ::readdir(directory.get());
    if (found == nullptr) break;
    const std::string_view name = found->d_name;
    if (name != "." && name != "..")
      children.push_back({std::string(name), found->d_type == DT_REG});
  }
  if (errno != 0) throw Error("cannot read", source, ErrnoText(errno));
  return children;
}

class Walk {
 public:
  explicit Walk(const WalkVisitor& visit) : visit_(visit) {}

  void Enter(const std::string& source, const std::string& relative, const struct stat& status) {
    const Inode inode(status.st_dev, status.st_ino);
    if (std::find(above_.begin(), above_.end(), inode) != above_.end()) {
      throw Error("cannot follow", source, "the link leads to a directory that it lies in");
    }
    above_.push_back(inode);
    for (const Child& child : ChildrenOf(source)) {
      VisitChild(JoinPath(source, child.name), JoinPath(relative, child.name), child.is_file);
    }
    above_.pop_back();
  }

 private:
  using Inode = std::pair<dev_t, ino_t>;

  void VisitChild(const std::string& source, const std::string& relative, bool is_file) {
    if (is_file) return visit_(relative, source, FileKind::kRegular);
    const struct stat status = StatusOf(source);
    const FileKind kind = KindOf(status);
    if (kind == FileKind::kDirectory) {
      Enter(source, relative, status);
    } else {
      visit_(relative, source, kind);
    }
  }

  const WalkVisitor& visit_;
  std::vector<Inode> above_;
};

}  // namespace

void WalkDirectory(const std::string& source, const WalkVisitor& visit) {
  const struct stat status = StatusOf(source);
  if (!S_ISDIR(status.st_mode)) throw Error("cannot read", source, ErrnoText(ENOTDIR));
  Walk(visit).Enter(source, "", status);
}

}  // namespace pyvenv
