#include "base/path.h"

#include <algorithm>

#include "base/octal.h"
#include "base/split.h"
#include "base/utf8.h"

namespace pyvenv {
namespace {

std::string_view ComponentFault(std::string_view component) {
  if (component.empty()) return "the path has an empty component";
  if (component == ".") return "the path has a \".\" component";
  if (component == "..") return "the path has a \"..\" component";
  return {};
}

bool HasWhiteout(std::string_view path) {
  return path.starts_with(".wh.") || path.find("/.wh.") != std::string_view::npos;
}

/// Whether a character in UTF-8 is a command to terminals, or changes how what follows looks:
/// control characters (C0, DEL, C1), line ends of Unicode, and its signs that turn the direction of
/// writing.
bool Misleads(std::string_view character) {
  if (character.size() == 1) return character[0] < 0x20 || character[0] == 0x7f;
  if (character.size() == 2) return character < "\xc2\xa0";  // up to U+009F
  const auto last = static_cast<unsigned char>(character.back());
  if (character.starts_with("\xe2\x80")) return last >= 0xa8 && last <= 0xae;  // U+2028 to U+202E
  return character.starts_with("\xe2\x81") && last >= 0xa6 && last <= 0xa9;    // U+2066 to U+2069
}

}  // namespace

std::string Printable(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  while (!bytes.empty()) {
    const size_t length = Utf8SequenceLength(bytes);
    const std::string_view character = bytes.substr(0, std::max<size_t>(length, 1));
    bytes.remove_prefix(character.size());
    if (length > 0 && !Misleads(character)) {
      result += character;
    } else {
      for (const char c : character) AppendOctal(c, &result);
    }
  }
  return result;
}

std::string_view ParentPath(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view NameOf(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // 0 without a "/"
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

std::string_view NormalFormFault(std::string_view path) {
  if (path.empty()) return "the path is empty";
  if (path.front() == '/') return "the path is absolute";
  std::string_view fault;
  VisitParts(path, '/', [&](std::string_view component) {
    fault = ComponentFault(component);
    return fault.empty();
  });
  return fault;
}

std::string_view LayerPathFault(std::string_view path) {
  const std::string_view fault = NormalFormFault(path);
  if (!fault.empty()) return fault;
  if (path.find('\0') != std::string_view::npos) return "the path holds a NUL byte";
  if (HasWhiteout(path)) return "\".wh.\" names are whiteouts in an OCI layer";
  return {};
}

}  // namespace pyvenv
