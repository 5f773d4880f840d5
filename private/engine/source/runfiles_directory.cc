#include "source/runfiles_directory.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "metadata/python_version.h"
#include "source/relative_link.h"
#include "source/repository_distribution.h"
#include "source/runfiles_items.h"

namespace pyvenv {
namespace {

constexpr std::string_view kSuffix = ".runfiles";
constexpr std::string_view kRepoMapping = "_repo_mapping";

std::string RealPath(const std::string& path) {
  std::error_code fault;
  std::string real = std::filesystem::canonical(path, fault).string();
  if (fault) throw Error("cannot read", path, fault.message());
  return real;
}

std::string_view FirstComponent(std::string_view path) {
  return path.substr(0, path.find('/'));
}

// The path of the binary that a directory is called after; nothing of one of another name.
std::string_view WithoutSuffix(std::string_view directory) {
  while (directory.ends_with('/')) directory.remove_suffix(1);
  if (!directory.ends_with(kSuffix)) return {};
  return directory.substr(0, directory.size() - kSuffix.size());
}

using Item = RunfilesItem;

class RunfilesReader {
 public:
  explicit RunfilesReader(const RunfilesOptions& options)
      : options_(options),
        items_(RealPath(options.directory)),
        exclude_(options.exclude.begin(), options.exclude.end()) {}

  SourceTree Read() {
    launcher_ = FindLauncher();
    FindOwners();
    tree_.exclude = options_.exclude;
    root_ = options_.entrypoint + std::string(kSuffix);
    root_index_ = tree_.AddRoot(root_);
    AddLauncherEntries();
    AddItems();
    return std::move(tree_);
  }

 private:
  // The binary beside the directory is an artifact whose own place is known. Where the directory is
  // a link to one of any name, only its own name counts.
  [[nodiscard]] std::string FindLauncher() const {
    if (!options_.launcher.empty()) {
      if (items_.Find(options_.launcher) != nullptr) return options_.launcher;
      throw Error("cannot find the launcher", options_.launcher,
                  "no such path below " + options_.directory);
    }
    const std::string name(NameOf(WithoutSuffix(options_.directory)));
    const std::string_view binary = WithoutSuffix(items_.directory());
    std::vector<std::string> candidates;
    for (const Item& item : items_.all()) {
      if (item.kind == Item::Kind::kArtifact && item.text == binary && item.path == item.place) {
        return item.path;
      }
      const bool may_be = item.kind == Item::Kind::kArtifact || item.kind == Item::Kind::kFile;
      if (may_be && item.path.ends_with("/" + name)) candidates.push_back(item.path);
    }
    if (candidates.size() == 1) return candidates.front();
    throw Error("cannot find the launcher", options_.directory,
                candidates.empty()
                    ? "nothing in it is called \"" + name + "\": name it with --launcher"
                    : "both " + candidates[0] + " and " + candidates[1] +
                          " may be it: name it with --launcher");
  }

  // Whose the files of each repository are.
  void FindOwners() {
    std::map<std::string, std::optional<std::string>> distributions;  // by repository
    for (const Item& item : items_.all()) {
      const std::string& place = item.Place();
      const std::string_view repository = FirstComponent(place);
      auto [named, is_new] = distributions.try_emplace(std::string(repository));
      if (!named->second) named->second = DistInfoName(place);
    }
    const std::set<std::string, std::less<>> interpreters = Interpreters();
    for (auto& [repository, distribution] : distributions) {
      uint32_t owner = SourceTree::kNoDistribution;
      if (!distribution) distribution = RepositoryDistribution(repository);
      if (interpreters.contains(repository)) {
        owner = SourceTree::kInterpreter;
      } else if (repository == items_.workspace() || repository == FirstComponent(launcher_) ||
                 repository == kRepoMapping) {
        owner = SourceTree::kMain;
      } else if (distribution) {
        owner =
            tree_.AddOwner({.kind = Owner::Kind::kOther, .distribution = std::move(*distribution)});
      }
      owners_.emplace(repository, owner);
    }
  }

  // The repository that the launcher's own virtual environment has its Python from; if it has none,
  // those that have a standard library where Python looks for one.
  [[nodiscard]] std::set<std::string, std::less<>> Interpreters() const {
    const std::string venv = std::string(ParentPath(launcher_)) + "/_" +
                             std::string(NameOf(launcher_)) + ".venv/bin/python3";
    const Item* const python = items_.Find(venv);
    if (python != nullptr && python->kind == Item::Kind::kRawLink) {
      const std::optional<std::string> target = ResolveLink(python->path, python->text);
      if (target && FirstComponent(*target) != items_.workspace()) {
        return {std::string(FirstComponent(*target))};
      }
    }
    std::set<std::string, std::less<>> by_landmark;
    for (const Item& item : items_.all()) {
      const std::string_view repository = FirstComponent(item.path);
      const bool is_landmark = TellsPythonVersion(item.path) && NameOf(item.path) == "os.py" &&
                               PythonPrefix(item.path) == repository;
      if (is_landmark && repository != items_.workspace()) by_landmark.emplace(repository);
    }
    return by_landmark;
  }

  // Empty files are Bazel's, wherever they lie.
  [[nodiscard]] uint32_t OwnerOf(const Item& item) const {
    if (item.kind == Item::Kind::kEmpty) return SourceTree::kMain;
    return owners_.find(FirstComponent(item.Place()))->second;
  }

  // What every image needs: the way in, and the directory that launchers take for granted.
  void AddLauncherEntries() {
    tree_.entries.push_back({.type = DeclarationType::kDirectory,
                             .path = JoinPath(root_, items_.workspace()),
                             .text = {},
                             .root = root_index_});
    tree_.entries.push_back(
        {.type = DeclarationType::kLink,
         .path = options_.entrypoint,
         .text = RelativeLink(options_.entrypoint, JoinPath(root_, launcher_))});
    tree_.config.entrypoint = {"/" + options_.entrypoint};
  }

  void AddItems() {
    std::vector<const Item*> kept;
    for (const Item& item : items_.all()) {
      if (MatchesAny(exclude_, item.path)) {
        Add(item, DeclarationType::kExcluded, {}, OwnerOf(item));
      } else {
        kept.push_back(&item);
      }
    }
    // Each artifact is in the tree once: at its own place if it is there, else at its first path.
    std::unordered_map<std::string_view, const Item*> holders;
    for (const Item* item : kept) {
      if (item->kind != Item::Kind::kArtifact) continue;
      const auto [holder, is_first] = holders.try_emplace(item->text, item);
      if (item->path == item->place) holder->second = item;
    }
    for (const Item* item : kept) {
      const bool is_artifact = item->kind == Item::Kind::kArtifact;
      AddKept(*item, is_artifact ? holders.at(item->text) : item);
    }
  }

  void AddKept(const Item& item, const Item* holder) {
    if (holder != &item) {
      return Add(item, DeclarationType::kLink, RelativeLink(item.path, holder->path),
                 SourceTree::kMain);
    }
    switch (item.kind) {
      case Item::Kind::kArtifact:
        return Add(item, DeclarationType::kFile, item.text, OwnerOf(item));
      case Item::Kind::kRawLink:
        return Add(item, DeclarationType::kLink, item.text, OwnerOf(item));
      case Item::Kind::kEmpty:
        return Add(item, DeclarationType::kEmpty, {}, OwnerOf(item));
      case Item::Kind::kFile:
        return Add(item, DeclarationType::kFile, items_.OnDisk(item.path), OwnerOf(item));
    }
  }

  void Add(const Item& item, DeclarationType type, std::string text, uint32_t owner) {
    tree_.entries.push_back({.type = type,
                             .path = JoinPath(root_, item.path),
                             .text = std::move(text),
                             .owner = owner,
                             .root = root_index_,
                             .executable = item.path == launcher_});
  }

  const RunfilesOptions& options_;
  RunfilesItems items_;
  std::vector<PathPattern> exclude_;
  std::string launcher_;
  std::map<std::string, uint32_t, std::less<>> owners_;  // by repository
  std::string root_;
  uint32_t root_index_ = 0;
  SourceTree tree_;
};

}  // namespace

bool IsRunfilesDirectory(const std::string& directory) {
  return !WithoutSuffix(directory).empty();
}

SourceTree ReadRunfilesDirectory(const RunfilesOptions& options) {
  return RunfilesReader(options).Read();
}

}  // namespace pyvenv
