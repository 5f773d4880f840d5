#include "source/relative_link.h"

#include <algorithm>

#include "base/path.h"

namespace pyvenv {

std::string RelativeLink(std::string_view link, std::string_view target) {
  // What both share, up to and with a "/".
  size_t shared = 0;
  const size_t end = std::min(link.size(), target.size());
  for (size_t i = 0; i < end && link[i] == target[i]; ++i) {
    if (link[i] == '/') shared = i + 1;
  }
  link.remove_prefix(shared);
  std::string text;
  for (auto ups = std::count(link.begin(), link.end(), '/'); ups > 0; --ups) text += "../";
  text += target.substr(shared);
  return text;
}

std::optional<std::string> NormalPath(std::string_view path) {
  const bool is_absolute = path.starts_with('/');
  std::string normal;
  while (!path.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    const std::string_view component = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (component.empty() || component == ".") continue;
    if (component == "..") {
      if (normal.empty() && !is_absolute) return std::nullopt;
      normal.resize(ParentPath(normal).size());
    } else {
      normal = JoinPath(normal, component);
    }
  }
  return is_absolute ? "/" + normal : normal;
}

std::optional<std::string> ResolveLink(std::string_view link, std::string_view text) {
  if (text.starts_with('/')) return std::nullopt;
  return NormalPath(JoinPath(ParentPath(link), text));
}

}  // namespace pyvenv
