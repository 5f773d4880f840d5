#include "tar/header.h"

#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "tar/pax.h"

namespace pyvenv {
namespace {

constexpr size_t kMaxName = sizeof(UstarHeader::name);
constexpr size_t kMaxPrefix = sizeof(UstarHeader::prefix);
constexpr uint64_t kMaxId = (uint64_t{1} << 21U) - 1;    // 7 octal digits
constexpr uint64_t kMaxLong = (uint64_t{1} << 33U) - 1;  // 11 octal digits

constexpr std::string_view kPaxHeaderName = "PaxHeader";
constexpr char kPaxTypeflag = 'x';

void PutText(std::span<char> field, std::string_view text) {
  std::copy_n(text.begin(), std::min(field.size(), text.size()), field.begin());
}

// Octal digits that fill the field but for its last byte, which stays NUL.
void PutNumber(std::span<char> field, uint64_t value) {
  for (size_t i = field.size() - 1; i-- > 0; value >>= 3U) {
    field[i] = static_cast<char>('0' + (value & 7U));
  }
}

// The sum of all bytes, this field counted as spaces; six digits, a NUL, a space.
void PutChecksum(UstarHeader* header) {
  std::fill_n(header->checksum, sizeof header->checksum, ' ');
  uint64_t sum = 0;
  for (const char byte : std::span(reinterpret_cast<const char*>(header), sizeof *header)) {
    sum += static_cast<unsigned char>(byte);
  }
  PutNumber(std::span(header->checksum).first(7), sum);
  header->checksum[6] = '\0';
}

void PutConstants(UstarHeader* header) {
  PutText(header->magic, std::string_view("ustar\0", 6));
  PutText(header->version, "00");
  PutNumber(header->devmajor, 0);
  PutNumber(header->devminor, 0);
}

void PutPath(UstarHeader* header, std::string_view path) {
  const SplitName split = SplitForUstar(path).value_or(SplitName{{}, path});
  PutText(header->prefix, split.prefix);
  PutText(header->name, split.name);
}

void AppendBlock(const UstarHeader& header, std::string* out) {
  out->append(reinterpret_cast<const char*>(&header), sizeof header);
}

// Collects the records of one member.
class PaxRecords {
 public:
  void AddNumber(std::string_view key, uint64_t value, uint64_t limit) {
    if (value > limit) AppendPaxRecord(key, std::to_string(value), &records_);
  }
  void AddText(std::string_view key, std::string_view text, bool fits) {
    if (!fits || (!IsAscii(text) && IsUtf8(text))) AppendPaxRecord(key, text, &records_);
  }
  [[nodiscard]] const std::string& records() const { return records_; }

 private:
  std::string records_;
};

PaxRecords RecordsFor(const Member& member, std::string_view path) {
  PaxRecords pax;
  pax.AddNumber("gid", member.gid, kMaxId);
  pax.AddText("linkpath", member.link, member.link.size() <= sizeof(UstarHeader::linkname));
  pax.AddNumber("mtime", static_cast<uint64_t>(member.mtime), kMaxLong);
  pax.AddText("path", path, SplitForUstar(path).has_value());
  pax.AddNumber("size", SizeInTar(member), kMaxLong);
  pax.AddNumber("uid", member.uid, kMaxId);
  return pax;
}

void AppendPaxHeader(const std::string& records, std::string* out) {
  UstarHeader header{};
  PutText(header.name, kPaxHeaderName);
  PutNumber(header.mode, 0644);
  PutNumber(header.uid, 0);
  PutNumber(header.gid, 0);
  PutNumber(header.size, records.size());
  PutNumber(header.mtime, 0);
  header.typeflag = kPaxTypeflag;
  PutConstants(&header);
  PutChecksum(&header);
  AppendBlock(header, out);
  out->append(records);
  out->append(PaddingAfter(records.size()), '\0');
}

uint64_t OrZero(uint64_t value, uint64_t limit) {
  return value > limit ? 0 : value;
}

}  // namespace

std::optional<SplitName> SplitForUstar(std::string_view path) {
  if (path.size() <= kMaxName) return SplitName{{}, path};
  const size_t slash = path.find('/', path.size() - kMaxName - 1);
  // The name must not be empty, which it would be behind a directory's final "/".
  if (slash >= path.size() - 1 || slash == 0 || slash > kMaxPrefix) return std::nullopt;
  return SplitName{path.substr(0, slash), path.substr(slash + 1)};
}

void AppendHeader(const Member& member, std::string* out) {
  std::string with_slash;
  std::string_view path = member.path;
  if (member.type == MemberType::kDirectory) path = with_slash.append(path).append(1, '/');
  const PaxRecords pax = RecordsFor(member, path);
  if (!pax.records().empty()) AppendPaxHeader(pax.records(), out);

  UstarHeader header{};
  PutPath(&header, path);
  PutNumber(header.mode, member.mode);
  PutNumber(header.uid, OrZero(member.uid, kMaxId));
  PutNumber(header.gid, OrZero(member.gid, kMaxId));
  PutNumber(header.size, OrZero(SizeInTar(member), kMaxLong));
  PutNumber(header.mtime, OrZero(static_cast<uint64_t>(member.mtime), kMaxLong));
  header.typeflag = IsHardLink(member) ? kHardLinkTypeflag : static_cast<char>(member.type);
  PutText(header.linkname, member.link);
  PutConstants(&header);
  PutChecksum(&header);
  AppendBlock(header, out);
}

}  // namespace pyvenv
