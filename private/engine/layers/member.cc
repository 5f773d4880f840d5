#include "layers/member.h"

#include <array>
#include <cstdio>

#include "base/path.h"
#include "base/split.h"

namespace pyvenv {

std::string_view TypeName(const std::optional<MemberType>& type) {
  if (!type) return "special file";
  switch (*type) {
    case MemberType::kDirectory:
      return "directory";
    case MemberType::kLink:
      return "link";
    case MemberType::kFile:
      return "file";
  }
  return {};
}

std::string ModeText(uint32_t mode) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04o", mode);
  return text.data();
}

std::string MemberPath(std::string_view path) {
  std::string normal;
  normal.reserve(path.size());
  VisitParts(path, '/', [&](std::string_view name) {
    if (name.empty() || name == ".") return true;
    if (!normal.empty()) normal += '/';
    normal += name;
    return true;
  });
  if (normal.empty()) normal = kRootPath;
  return normal;
}

bool HasParentComponent(std::string_view path) {
  return !VisitParts(path, '/', [](std::string_view name) { return name != ".."; });
}

std::optional<Whiteout> ToWhiteout(std::string_view path) {
  constexpr std::string_view kPrefix = ".wh.";
  const std::string_view name = NameOf(path);
  if (!name.starts_with(kPrefix) || name == kPrefix) return std::nullopt;
  const std::string_view directory = ParentPath(path);
  if (name == ".wh..wh..opq") return Whiteout{.path = std::string(directory), .is_opaque = true};
  return Whiteout{.path = JoinPath(directory, name.substr(kPrefix.size()))};
}

ListedEntry ToListedEntry(const LayerMember& member) {
  ListedEntry entry;
  entry.path = member.path;
  entry.type = member.type.value_or(MemberType::kFile);
  entry.size = member.size;
  entry.link = member.link;
  entry.hard_link = member.hard_link;
  if (member.digest) entry.digest = ToHex(*member.digest);
  // As ListingWriter has it.
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "mode=0%o uid=%llu gid=%llu time=%lld.0", member.mode,
                static_cast<unsigned long long>(member.uid),
                static_cast<unsigned long long>(member.gid), static_cast<long long>(member.mtime));
  entry.attributes = text.data();
  return entry;
}

Member ToMember(const LayerMember& member) {
  return {.type = *member.type,
          .path = member.path,
          .link = member.hard_link.empty() ? member.link : member.hard_link,
          .mode = member.mode,
          .size = member.size,
          .uid = member.uid,
          .gid = member.gid,
          .mtime = member.mtime};
}

}  // namespace pyvenv
