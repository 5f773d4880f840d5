#include "source/bazel_links.h"

#include <utility>

#include "base/path.h"
#include "tree/link_rule.h"

namespace pyvenv {
namespace {

constexpr std::string_view kExecroot = "/execroot/";
constexpr std::string_view kOutputs = "bazel-out/";
constexpr std::string_view kExternal = "external/";

// What follows the first `count` components.
std::string_view WithoutComponents(std::string_view path, int count) {
  for (; count > 0; --count) {
    const size_t slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  return path;
}

}  // namespace

BazelLinks::BazelLinks(std::string execution_root)
    : execution_root_(std::move(execution_root)), output_base_(OutputBaseOf(execution_root_)) {}

std::string BazelLinks::ExecutionRootOf(std::string_view path) {
  const size_t execroot = path.find(kExecroot);
  if (execroot == std::string_view::npos) return {};
  const size_t end = path.find('/', execroot + kExecroot.size());
  if (end == std::string_view::npos || !path.substr(end + 1).starts_with(kOutputs)) return {};
  return std::string(path.substr(0, end));
}

std::string_view BazelLinks::workspace() const {
  return NameOf(execution_root_);
}

std::optional<std::string> BazelLinks::OwnPlace(const std::string& path) {
  if (execution_root_.empty() || path.empty() || path.front() != '/') return std::nullopt;
  if (IsBelow(path, execution_root_)) {
    return PlaceOf(std::string_view{path}.substr(execution_root_.size() + 1));
  }
  if (IsBelow(path, output_base_)) {
    return PlaceOf(std::string_view{path}.substr(output_base_.size() + 1));
  }
  const std::optional<std::string> end = EndInWorkspace(path);
  return end ? std::optional(PlaceOf(*end)) : std::nullopt;
}

// Asking the disk about each source would cost a call for each directory above it.
std::optional<std::string> BazelLinks::EndInWorkspace(const std::string& path) {
  for (const std::string& root : source_roots_) {
    if (path.starts_with(root)) return path.substr(root.size());
  }
  std::optional<std::string> end = EndFoundBelow(execution_root_, path);
  if (end) source_roots_.push_back(path.substr(0, path.size() - end->size()));
  return end;
}

// `execution_path`: as File.path has it, such as bazel-out/k8-fastbuild/bin/external/repo/x.
std::string BazelLinks::PlaceOf(std::string_view execution_path) const {
  if (execution_path.starts_with(kOutputs)) execution_path = WithoutComponents(execution_path, 3);
  if (execution_path.starts_with(kExternal)) {
    return std::string(execution_path.substr(kExternal.size()));
  }
  return JoinPath(workspace(), execution_path);
}

}  // namespace pyvenv
