#include "source/runfiles_items.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "source/bazel_links.h"
#include "source/scan.h"

namespace pyvenv {
namespace {

// With Bzlmod. Taken where no link tells of an execution root, as in a tree extracted from layers.
constexpr std::string_view kUsualWorkspace = "_main";

bool IsSame(const RunfilesItem& a, const RunfilesItem& b) {
  return a.kind == b.kind && a.text == b.text;
}

RunfilesItem ItemOf(Found found, const std::string& directory, BazelLinks* links) {
  RunfilesItem item{.path = std::move(found.path), .text = std::move(found.text)};
  if (found.type == Found::Type::kOther) {
    throw Error("cannot pack", JoinPath(directory, item.path), "neither a file nor a directory");
  }
  if (found.type == Found::Type::kLink) {
    std::optional<std::string> place = links->OwnPlace(item.text);
    item.kind = place ? RunfilesItem::Kind::kArtifact : RunfilesItem::Kind::kRawLink;
    if (place) item.place = std::move(*place);
  } else if (!links->workspace().empty() && StatusOf(JoinPath(directory, item.path)).st_size == 0) {
    // Where files are links, one without content is Bazel's.
    item.kind = RunfilesItem::Kind::kEmpty;
  }
  return item;
}

}  // namespace

RunfilesItems::RunfilesItems(std::string directory) : directory_(std::move(directory)) {
  Read();
  if (items_.empty()) {
    throw Error("cannot pack", directory_,
                "it has no files: build the binary with --build_runfile_links");
  }
  DropSecondPlaces();
}

void RunfilesItems::Read() {
  std::vector<Found> found = Scan(directory_, [](const std::string&) { return true; });
  BazelLinks links(ExecutionRoot(found));
  for (Found& one : found) {
    const bool is_manifest = one.path == "MANIFEST";
    if (is_manifest || one.type == Found::Type::kEmptyDirectory) continue;
    items_.push_back(ItemOf(std::move(one), directory_, &links));
  }
  workspace_ = links.workspace().empty() ? kUsualWorkspace : links.workspace();
}

// Where the directory lies, or where its links lead if it was moved.
std::string RunfilesItems::ExecutionRoot(const std::vector<Found>& found) const {
  std::string root = BazelLinks::ExecutionRootOf(directory_);
  for (size_t i = 0; root.empty() && i < found.size(); ++i) {
    root = BazelLinks::ExecutionRootOf(found[i].text);
  }
  return root;
}

const RunfilesItem* RunfilesItems::Find(std::string_view path) const {
  const auto found =
      std::lower_bound(items_.begin(), items_.end(), path,
                       [](const RunfilesItem& item, std::string_view p) { return item.path < p; });
  return found != items_.end() && found->path == path ? &*found : nullptr;
}

std::string RunfilesItems::OnDisk(std::string_view path) const {
  return JoinPath(directory_, path);
}

void RunfilesItems::DropSecondPlaces() {
  const std::string legacy = workspace_ + "/external/";
  const std::string placeholder = workspace_ + "/.runfile";
  std::vector<bool> dropped(items_.size());
  for (size_t i = 0; i < items_.size(); ++i) {
    const RunfilesItem& item = items_[i];
    if (item.path == placeholder && item.kind == RunfilesItem::Kind::kEmpty) dropped[i] = true;
    if (!item.path.starts_with(legacy)) continue;
    const RunfilesItem* const first = Find(std::string_view{item.path}.substr(legacy.size()));
    dropped[i] = first != nullptr && IsSame(item, *first);
  }
  size_t i = 0;
  std::erase_if(items_, [&](const RunfilesItem&) { return dropped[i++]; });
}

}  // namespace pyvenv
