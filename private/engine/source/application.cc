#include "source/application.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "source/pyvenv_cfg.h"
#include "source/relative_link.h"
#include "source/scan.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

// The text of a link, for wherever its directory gets.
std::string RelativeTextOf(const std::string& directory, const std::string& path,
                           const std::string& text) {
  if (!text.starts_with('/')) {
    if (ResolveLink(path, text)) return text;
  } else if (const std::optional<std::string> target = NormalPath(text);
             target && IsBelow(*target, directory)) {
    return RelativeLink(path, target->substr(directory.size() + 1));
  }
  throw Error("cannot pack", JoinPath(directory, path),
              "the link leads out of " + directory + ", to " + text +
                  ": put a copy in its place, or leave it out with --exclude");
}

}  // namespace

void AddApplication(const Application& application, const std::string& output,
                    const std::function<bool(std::string_view path)>& is_excluded,
                    SourceTree* tree) {
  std::error_code fault;
  const std::string directory = fs::canonical(application.directory, fault).string();
  if (fault) throw Error("cannot read", application.directory, fault.message());
  const std::string real_output = fs::weakly_canonical(output, fault).string();
  const auto enter = [&](const std::string& path) {
    const std::string_view name = NameOf(path);
    const std::string on_disk = JoinPath(directory, path);
    return name != "__pycache__" && name != ".git" && on_disk != real_output &&
           !IsVirtualEnvironment(on_disk);
  };
  const uint32_t root = tree->AddRoot(application.destination);
  for (Found& item : Scan(directory, enter)) {
    // Of a worktree or a submodule it is a file, with a path of this machine.
    if (NameOf(item.path) == ".git" && item.type == Found::Type::kFile) continue;
    SourceEntry entry{.path = JoinPath(application.destination, item.path), .root = root};
    const std::string on_disk = JoinPath(directory, item.path);
    if (is_excluded(item.path)) {
      entry.type = DeclarationType::kExcluded;
    } else if (item.type == Found::Type::kFile) {
      entry.text = on_disk;
    } else if (item.type == Found::Type::kLink) {
      entry.type = DeclarationType::kLink;
      entry.text = RelativeTextOf(directory, item.path, item.text);
    } else if (item.type == Found::Type::kEmptyDirectory) {
      entry.type = DeclarationType::kDirectory;
    } else {
      throw Error("cannot pack", on_disk, "neither a file nor a directory");
    }
    tree->entries.push_back(std::move(entry));
  }
}

}  // namespace pyvenv
