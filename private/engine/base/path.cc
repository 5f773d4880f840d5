#include "base/path.h"

#include <algorithm>

namespace pyvenv {
namespace {

std::string_view ComponentFault(std::string_view component) {
  if (component.empty()) return "the path has an empty component";
  if (component == ".") return "the path has a \".\" component";
  if (component == "..") return "the path has a \"..\" component";
  if (component.starts_with(".wh.")) return "\".wh.\" names are whiteouts in an OCI layer";
  return {};
}

}  // namespace

std::string Printable(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) {
      result += c;
      continue;
    }
    result += '\\';
    result += static_cast<char>('0' + (byte >> 6U));
    result += static_cast<char>('0' + ((byte >> 3U) & 7U));
    result += static_cast<char>('0' + (byte & 7U));
  }
  return result;
}

std::string_view ParentPath(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string JoinPath(std::string_view directory, std::string_view name) {
  std::string result;
  result.reserve(directory.size() + 1 + name.size());
  result += directory;
  if (!directory.empty()) result += '/';
  result += name;
  return result;
}

bool IsBelow(std::string_view path, std::string_view directory) {
  return path.size() > directory.size() + 1 && path.starts_with(directory) &&
         path[directory.size()] == '/';
}

std::string_view LayerPathFault(std::string_view path) {
  if (path.empty()) return "the path is empty";
  if (path.front() == '/') return "the path is absolute";
  if (path.find('\0') != std::string_view::npos) return "the path holds a NUL byte";
  size_t start = 0;
  while (start <= path.size()) {
    const size_t end = std::min(path.find('/', start), path.size());
    const std::string_view fault = ComponentFault(path.substr(start, end - start));
    if (!fault.empty()) return fault;
    start = end + 1;
  }
  return {};
}

}  // namespace pyvenv
