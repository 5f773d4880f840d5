#include "tree/link_rule.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"

namespace pyvenv {
namespace {

std::string WorkingDirectory() {
  // As long as it has to be: an extension of glibc, musl and the BSDs.
  const std::unique_ptr<char, decltype(&std::free)> path(::getcwd(nullptr, 0), &std::free);
  if (!path) throw Error("cannot find", "the working directory", ErrnoText(errno));
  return path.get();
}

bool EndsWithPath(std::string_view text, std::string_view path) {
  return text.size() > path.size() && text.ends_with(path) &&
         text[text.size() - path.size() - 1] == '/';
}

// Whether `end`, below `directory`, is the very thing that `text` names; not just a link that leads
// to the same file, such as a checked-in "bin/python3 -> /usr/bin/python3". Only for a top-level
// file the execution root itself has a link, which then has that text.
bool IsSameThing(const std::string& directory, const std::string& end, const std::string& text,
                 const struct stat& named) {
  const std::string path = JoinPath(directory, end);
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return false;
  if (IsSameFile(status, named)) return true;
  const bool is_top_level = end.find('/') == std::string::npos;
  return is_top_level && S_ISLNK(status.st_mode) && LinkText(path) == text;
}

// Whether Bazel could have taken what `path` leads to for a file: none dangles, and none is a
// directory.
bool MayBeFile(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return !S_ISDIR(status.st_mode);
  if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENAMETOOLONG) return false;
  throw Error("cannot read", path, ErrnoText(errno));
}

}  // namespace

std::optional<std::string> EndFoundBelow(const std::string& directory, const std::string& path) {
  struct stat named {};
  if (::lstat(path.c_str(), &named) != 0) return std::nullopt;
  for (size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    std::string end = path.substr(slash + 1);
    if (end.empty() || end.front() == '/') continue;
    if (IsSameThing(directory, end, path, named)) return end;
  }
  return std::nullopt;
}

std::string OutputBaseOf(std::string_view execution_root) {
  const std::string_view parent = ParentPath(execution_root);
  return std::string(parent.ends_with("/execroot") ? ParentPath(parent) : std::string_view());
}

LinkRule::LinkRule(std::string_view manifest) : execution_root_(WorkingDirectory()) {
  const std::optional<std::string> text = LinkText(std::string(manifest));
  staged_ = text && text->front() == '/' && EndsWithPath(*text, manifest);
  if (staged_) execution_root_ = text->substr(0, text->size() - manifest.size() - 1);
  output_base_ = OutputBaseOf(execution_root_);
}

std::optional<std::string> LinkRule::RawLinkText(const std::string& source) const {
  std::optional<std::string> text = LinkText(source);
  if (!text) return std::nullopt;
  const bool is_file =
      text->front() == '/' ? AbsoluteLinkIsFile(*text, source) : RelativeLinkIsFile(*text, source);
  if (is_file) text.reset();
  return text;
}

bool LinkRule::AbsoluteLinkIsFile(const std::string& text, const std::string& source) const {
  if (EndsWithPath(text, source) || IsBelow(text, execution_root_)) return true;
  if (!output_base_.empty() && IsBelow(text, output_base_)) return true;
  return EndFoundBelow("", text).has_value();
}

bool LinkRule::RelativeLinkIsFile(const std::string& text, const std::string& source) const {
  const bool is_remote = output_base_.empty();
  if (staged_ || is_remote || !MayBeFile(source)) return false;
  throw Error(
      "cannot tell a file from a declared symlink", source,
      "it is a link to " + text +
          ", and this Bazel tells neither by itself nor by how it lays out this action's inputs; "
          "run the action in a sandbox (--strategy=PackLayer=sandboxed) or use Bazel 8");
}

}  // namespace pyvenv
