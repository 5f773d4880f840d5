#include "source/base_interpreter.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "base/text_file.h"
#include "source/relative_link.h"
#include "source/scan.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

bool IsDirectoryItself(const std::string& path) {
  std::error_code fault;
  return fs::is_directory(fs::symlink_status(path, fault));
}

// A program of this size has all of Python in itself.
constexpr uint64_t kLeastWithPython = uint64_t{1} << 20U;

// CPython's own landmark (Modules/getpath.py).
bool HasLibrary(const std::string& prefix, const std::string& library) {
  std::error_code fault;
  return fs::exists(prefix + "/lib/" + library + "/os.py", fault) ||
         fs::exists(prefix + "/lib64/" + library + "/os.py", fault);
}

bool IsTaken(std::string_view path) {
  const std::string_view name = NameOf(path);
  constexpr std::string_view kLeftOut[] = {"__pycache__", "dist-packages", "site-packages",
                                           "test",        "tests",         "idle_test"};
  return std::find(std::begin(kLeftOut), std::end(kLeftOut), name) == std::end(kLeftOut);
}

// Where a program built with a shared library looks for it. A path of the machine becomes one that
// is relative to the program; it takes the place of a longer one, and the rest is zeros.
bool MakeRunPathRelative(const std::string& prefix, std::string* program) {
  constexpr std::string_view kRelative = "$ORIGIN/../lib";
  const std::string nul(1, '\0');
  const std::string absolute = nul + prefix + "/lib" + nul;
  const size_t at = program->find(absolute);
  if (at == std::string::npos || absolute.size() < kRelative.size() + 2) return false;
  std::string replacement(kRelative);
  replacement.resize(absolute.size() - 2, '\0');
  program->replace(at + 1, replacement.size(), replacement);
  return true;
}

class InterpreterReader {
 public:
  InterpreterReader(const BaseInterpreter& interpreter, std::string place, uint32_t root,
                    SourceTree* tree)
      : interpreter_(interpreter), place_(std::move(place)), root_(root), tree_(tree) {}

  void Read() {
    FindFiles("lib");
    FindFiles("lib64");
    AddProgram();
    for (const Found& item : found_) AddFound(item);
  }

 private:
  void FindFiles(const std::string& lib) {
    const std::string directory = interpreter_.prefix + "/" + lib;
    const std::string library = JoinPath(lib, interpreter_.library);
    // lib64 may be a link to lib.
    if (!IsDirectoryItself(directory)) return;
    if (IsDirectoryItself(JoinPath(interpreter_.prefix, library))) {
      for (Found& item : Scan(JoinPath(interpreter_.prefix, library), IsTaken)) {
        if (item.path.ends_with(".a")) continue;
        item.path = JoinPath(library, item.path);
        found_.push_back(std::move(item));
      }
    }
    const auto enter_none = [](const std::string&) { return false; };
    for (Found& item : Scan(directory, enter_none)) {
      const bool is_library =
          item.path.starts_with("libpython3") && item.path.find(".so") != std::string::npos;
      if (!is_library) continue;
      item.path = JoinPath(lib, item.path);
      libraries_.push_back(std::move(item));
    }
  }

  void AddProgram() {
    std::string program;
    const auto size = static_cast<uint64_t>(StatusOf(interpreter_.executable).st_size);
    if (!libraries_.empty() && size < kLeastWithPython)
      program = ReadTextFile(interpreter_.executable);
    const bool needs_library = program.find("libpython3") != std::string::npos;
    if (needs_library) found_.insert(found_.end(), libraries_.begin(), libraries_.end());
    for (const Found& item : found_) paths_.insert(item.path);
    const std::string name(interpreter_.Name());
    if (needs_library && MakeRunPathRelative(interpreter_.prefix, &program)) {
      Add("bin/" + name, DeclarationType::kContent, std::move(program));
    } else {
      Add("bin/" + name, DeclarationType::kFile, interpreter_.executable);
      if (needs_library && program.find("$ORIGIN") == std::string::npos) WarnOfLibrary(name);
    }
    for (const std::string other : {"python", "python3"}) {
      if (other != name) Add("bin/" + other, DeclarationType::kLink, name);
    }
  }

  void WarnOfLibrary(const std::string& name) {
    tree_->warnings.push_back("bin/" + name + " looks for " +
                              std::string(NameOf(libraries_[0].path)) +
                              " at a place of this machine, and not beside itself: the image needs "
                              "LD_LIBRARY_PATH, or a Python from another place");
  }

  void AddFound(const Found& item) {
    const std::string& path = item.path;
    const std::string on_disk = JoinPath(interpreter_.prefix, path);
    if (item.type == Found::Type::kFile) return Add(path, DeclarationType::kFile, on_disk);
    if (item.type != Found::Type::kLink) return;
    const std::optional<std::string> target = ResolveLink(path, item.text);
    if (target && paths_.contains(*target)) {
      return Add(path, DeclarationType::kLink, item.text);
    }
    std::error_code fault;
    // A distribution's package may leave a link to what another package brings.
    if (fs::is_regular_file(on_disk, fault)) Add(path, DeclarationType::kFile, on_disk);
  }

  void Add(const std::string& path, DeclarationType type, std::string text) {
    tree_->entries.push_back({.type = type,
                              .path = JoinPath(place_, path),
                              .text = std::move(text),
                              .owner = SourceTree::kInterpreter,
                              .root = root_});
  }

  const BaseInterpreter& interpreter_;
  std::string place_;
  uint32_t root_;
  SourceTree* tree_;
  std::vector<Found> found_;
  std::vector<Found> libraries_;
  std::set<std::string, std::less<>> paths_;
};

}  // namespace

BaseInterpreter FindBaseInterpreter(const std::string& executable, const std::string& home,
                                    const std::string& library) {
  std::error_code fault;
  const std::string real = fs::canonical(executable, fault).string();
  if (fault) throw Error("cannot find the Python of the environment", executable, fault.message());
  for (const std::string& bin : {std::string(ParentPath(real)), home}) {
    const std::string prefix(ParentPath(bin));
    if (HasLibrary(prefix, library)) {
      return {.prefix = prefix, .executable = real, .library = library};
    }
  }
  throw Error("cannot find the standard library of", executable,
              "there is no lib/" + library + "/os.py in " + std::string(ParentPath(home)));
}

void AddBaseInterpreter(const BaseInterpreter& interpreter, const std::string& place, uint32_t root,
                        SourceTree* tree) {
  InterpreterReader(interpreter, place, root, tree).Read();
}

}  // namespace pyvenv
