#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pyvenv {

/// Tar is a sequence of blocks of this many bytes.
constexpr size_t kTarBlock = 512;

/// A ustar header block, field by field.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format". Numbers are octal digits and a NUL; a
/// name that fills its field has no NUL. The full path is prefix + "/" + name, or name where prefix
/// is empty.
struct UstarHeader {
  char name[100];
  char mode[8];
  char uid[8];
  char gid[8];
  char size[12];
  char mtime[12];
  char checksum[8];
  char typeflag;
  char linkname[100];
  char magic[6];
  char version[2];
  char uname[32];
  char gname[32];
  char devmajor[8];
  char devminor[8];
  char prefix[155];
  char padding[12];
};
static_assert(sizeof(UstarHeader) == kTarBlock);

/// The typeflag of the members that a layer has.
enum class MemberType : char { kFile = '0', kLink = '2', kDirectory = '5' };

/// The typeflag of a file that is a hard link.
constexpr char kHardLinkTypeflag = '1';

/// What a header says of a member.
struct Member {
  MemberType type = MemberType::kFile;
  std::string_view path;  ///< in the layer, without a final "/"
  std::string_view link;  ///< a link's text; of a file that is a hard link, the path of the other
  uint32_t mode = 0;      ///< permission bits
  uint64_t size = 0;      ///< bytes of content
  uint64_t uid = 0;
  uint64_t gid = 0;
  int64_t mtime = 0;  ///< seconds since 1970; those before it are for listings, no header has them
};

/// A path as two header fields.
struct SplitName {
  std::string_view prefix;
  std::string_view name;
};

/// Splits a path (of a directory: with its final "/") at a "/" so that both parts fit, the prefix
/// being as short as it can. Empty if there is no such place.
std::optional<SplitName> SplitForUstar(std::string_view path);

/// Appends the member's header to `out`: one ustar block, and before it a pax extended header for
/// what ustar cannot say.
///
/// A pax record is written for: a path that cannot be split, a link text above 100 bytes, either of
/// them in UTF-8 with a byte above 127, a size of 8 GiB or more, an uid or gid above 2097151, an
/// mtime above 8589934591. The ustar block then holds 0 for such a number, and of such a text what
/// fits, for readers that do not know pax. Texts that are no UTF-8 are not for pax, which
/// prescribes UTF-8: they stand in the ustar block, byte for byte, wherever they fit. Everything is
/// a function of `member`.
void AppendHeader(const Member& member, std::string* out);

/// Whether the member is another name of the file at `link`.
constexpr bool IsHardLink(const Member& member) {
  return member.type == MemberType::kFile && !member.link.empty();
}

/// Bytes of content that follow the header: those of a hard link are with the other file.
constexpr uint64_t SizeInTar(const Member& member) {
  return IsHardLink(member) ? 0 : member.size;
}

/// Bytes of zero that follow `size` bytes of content.
constexpr size_t PaddingAfter(uint64_t size) {
  return static_cast<size_t>((kTarBlock - size % kTarBlock) % kTarBlock);
}

}  // namespace pyvenv
