#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "digest/sha256.h"
#include "inspect/listing_reader.h"
#include "tar/header.h"

namespace pyvenv {

/// The path of the directory that is the root of a layer.
constexpr std::string_view kRootPath = ".";

/// What a layer's tar or its listing tells of one member.
struct LayerMember {
  /// In the layer: no "/" at either end, no empty or "." component. It may have "..", which no
  /// sound layer has. The layer's root is kRootPath.
  std::string path;

  bool is_absolute = false;        ///< the tar has the path with a "/" in front
  std::optional<MemberType> type;  ///< nothing for what no layer needs: devices, pipes, sockets
  std::string link;                ///< of a link, its text
  std::string hard_link;           ///< of a file that is a hard link, the path of the other
  uint32_t mode = 0;               ///< permission bits, setuid, setgid and sticky among them
  uint64_t uid = 0;
  uint64_t gid = 0;
  int64_t mtime = 0;  ///< whole seconds since 1970
  uint64_t size = 0;  ///< of a file, in bytes; of a hard link that of the other

  /// The SHA-256 of a file's content. Nothing if a listing does not have it, or if a hard link
  /// leads to no earlier file of the layer.
  std::optional<Sha256Digest> digest;
};

/// "file", "link", "directory", and "special file" for what has no type.
std::string_view TypeName(const std::optional<MemberType>& type);

/// A mode as chmod takes it, "0755".
std::string ModeText(uint32_t mode);

/// A path as a LayerMember has it, whatever someone's tar makes of it ("./a//b/").
std::string MemberPath(std::string_view path);

/// Whether a path has a component "..", and so may lead out of the layer.
bool HasParentComponent(std::string_view path);

/// What a member removes of the layers below by its name (OCI image-spec, "Whiteouts").
struct Whiteout {
  std::string path;
  bool is_opaque = false;  ///< not the path itself, but all that it holds
};

/// Empty for the path of an ordinary member.
std::optional<Whiteout> ToWhiteout(std::string_view path);

/// The member as a line of a listing tells of it. Special files come as files.
ListedEntry ToListedEntry(const LayerMember& member);

/// The member as ListingWriter wants it; valid as long as `member`. Only for one that has a type.
Member ToMember(const LayerMember& member);

}  // namespace pyvenv
