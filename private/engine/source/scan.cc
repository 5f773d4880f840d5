#include "source/scan.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

class Scanner {
 public:
  Scanner(std::string directory, const std::function<bool(const std::string&)>& enter)
      : directory_(std::move(directory)), enter_(enter) {}

  std::vector<Found> Run() {
    AddDirectory("");
    std::sort(found_.begin(), found_.end(),
              [](const Found& a, const Found& b) { return a.path < b.path; });
    return std::move(found_);
  }

 private:
  // Returns whether it holds anything.
  bool AddDirectory(const std::string& path) {
    const std::string on_disk = path.empty() ? directory_ : JoinPath(directory_, path);
    std::error_code fault;
    std::vector<std::string> directories;
    bool is_empty = true;
    fs::directory_iterator child(on_disk, fault);
    for (; !fault && child != fs::directory_iterator(); child.increment(fault)) {
      is_empty = false;
      std::string below = JoinPath(path, child->path().filename().native());
      const fs::file_status status = child->symlink_status(fault);
      if (fault) break;
      if (status.type() == fs::file_type::directory) {
        directories.push_back(std::move(below));
      } else {
        found_.push_back({.path = std::move(below), .type = TypeOf(status.type())});
      }
    }
    if (fault) throw Error("cannot read", on_disk, fault.message());
    // With nothing open, so that depth costs no descriptors.
    for (std::string& below : directories) {
      if (enter_(below) && !AddDirectory(below)) {
        found_.push_back({.path = std::move(below), .type = Found::Type::kEmptyDirectory});
      }
    }
    return !is_empty;
  }

  static Found::Type TypeOf(fs::file_type type) {
    if (type == fs::file_type::regular) return Found::Type::kFile;
    return type == fs::file_type::symlink ? Found::Type::kLink : Found::Type::kOther;
  }

  std::string directory_;
  const std::function<bool(const std::string&)>& enter_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Found> Scan(const std::string& directory,
                        const std::function<bool(const std::string& path)>& enter) {
  return Scanner(directory, enter).Run();
}

}  // namespace pyvenv
