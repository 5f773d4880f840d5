#include "pack/listing.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/octal.h"

namespace pyvenv {
namespace {

constexpr std::array<bool, 256> PlainBytes() {
  std::array<bool, 256> is_plain{};
  for (size_t byte = ' ' + 1; byte < 0x7f; ++byte) is_plain[byte] = true;
  // Beside the backslash: what starts a comment, separates a keyword from its value, or is a
  // pattern.
  for (const char c : std::string_view("\\#=*?[")) is_plain[static_cast<unsigned char>(c)] = false;
  return is_plain;
}

bool IsPlain(char c) {
  static constexpr std::array<bool, 256> kIsPlain = PlainBytes();
  return kIsPlain[static_cast<unsigned char>(c)];
}

bool IsOctal(char c) {
  return c >= '0' && c <= '7';
}

template <typename Number>
void AppendNumber(std::string_view keyword, Number value, int base, std::string* out) {
  std::array<char, 24> digits{};
  const char* const end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
  out->append(keyword).append(digits.data(), static_cast<size_t>(end - digits.data()));
}

std::string_view TypeName(MemberType type) {
  switch (type) {
    case MemberType::kDirectory:
      return "dir";
    case MemberType::kLink:
      return "link";
    case MemberType::kFile:
      return "file";
  }
  return {};
}

void AppendHardLinkComment(const Member& member, std::string* out) {
  *out += "# ./";
  AppendEscaped(member.path, out);
  *out += " hard link: ./";
  AppendEscaped(member.link, out);
  *out += '\n';
}

}  // namespace

// Most names have nothing to escape and go as a whole.
void AppendEscaped(std::string_view bytes, std::string* out) {
  while (!bytes.empty()) {
    const auto* const special = std::find_if_not(bytes.begin(), bytes.end(), IsPlain);
    const auto plain = static_cast<size_t>(special - bytes.begin());
    out->append(bytes.substr(0, plain));
    if (special == bytes.end()) return;
    AppendOctal(*special, out);
    bytes.remove_prefix(plain + 1);
  }
}

std::optional<std::string> Unescaped(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    if (text.size() - i < 4 || !IsOctal(text[i + 1]) || !IsOctal(text[i + 2]) ||
        !IsOctal(text[i + 3])) {
      return std::nullopt;
    }
    bytes +=
        static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
    i += 3;
  }
  return bytes;
}

ListingWriter::ListingWriter(ByteSink& sink) : sink_(sink) {
  sink_.Write("#mtree\n");
}

void ListingWriter::Add(const Member& member, const std::optional<Sha256Digest>& content) {
  line_.clear();
  if (IsHardLink(member)) AppendHardLinkComment(member, &line_);
  line_ += '.';
  if (member.path != ".") {
    line_ += '/';
    AppendEscaped(member.path, &line_);
  }
  line_.append(" type=").append(TypeName(member.type));
  AppendNumber(" mode=0", member.mode, 8, &line_);
  AppendNumber(" uid=", member.uid, 10, &line_);
  AppendNumber(" gid=", member.gid, 10, &line_);
  AppendNumber(" time=", member.mtime, 10, &line_);
  line_ += ".0";
  if (member.type == MemberType::kFile) AppendNumber(" size=", member.size, 10, &line_);
  if (content) AppendHex(*content, &line_.append(" sha256digest="));
  if (member.type == MemberType::kLink) {
    line_ += " link=";
    AppendEscaped(member.link, &line_);
  }
  line_ += '\n';
  sink_.Write(line_);
}

void ListingWriter::AddOmitted(std::string_view path, std::string_view why) {
  line_ = "# ./";
  AppendEscaped(path, &line_);
  line_.append(" omitted: ").append(why).append("\n");
  sink_.Write(line_);
}

}  // namespace pyvenv
