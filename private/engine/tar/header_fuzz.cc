// A fuzz target (tests/fuzz): what the tar writer says, libarchive reads.

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/path.h"
#include "tar/writer.h"
#include "testing/fuzz.h"
#include "testing/memory_sink.h"

namespace {

using pyvenv::MemberType;

// What the input's bytes choose, and zeros after their end.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool IsEmpty() const { return bytes_.empty(); }

  // A number from 0 to `most`, of as many bytes as that has.
  uint64_t UpTo(uint64_t most) {
    uint64_t number = 0;
    for (uint64_t rest = most; rest > 0; rest >>= 8U) {
      number = number << 8U | static_cast<unsigned char>(Take(1).at(0));
    }
    return number % (most + 1);
  }

  bool Flag() { return UpTo(1) == 1; }

  std::string Text(size_t longest) { return Take(UpTo(longest)); }

 private:
  std::string Take(size_t size) {
    std::string bytes(bytes_.substr(0, size));
    bytes_.remove_prefix(bytes.size());
    bytes.resize(size);
    return bytes;
  }

  std::string_view bytes_;
};

struct DraftMember {
  MemberType type = MemberType::kFile;
  std::string path;
  std::string link;
  std::string content;
  uint32_t mode = 0;
  uint64_t uid = 0;
  uint64_t gid = 0;
  uint64_t mtime = 0;

  [[nodiscard]] pyvenv::Member ToMember() const {
    return {.type = type,
            .path = path,
            .link = link,
            .mode = mode,
            .size = content.size(),
            .uid = uid,
            .gid = gid,
            .mtime = static_cast<int64_t>(mtime)};
  }
};

// Texts of the length that headers and pax records make something of.
std::string Name(Choices* choices) {
  std::string name = choices->Text(300);
  if (choices->Flag()) name += std::string(choices->UpTo(300), 'n');
  return name.substr(0, name.find('\0'));
}

DraftMember Draft(Choices* choices) {
  constexpr std::array<MemberType, 3> kTypes = {MemberType::kFile, MemberType::kLink,
                                                MemberType::kDirectory};
  DraftMember draft;
  draft.type = kTypes.at(choices->UpTo(kTypes.size() - 1));
  draft.path = Name(choices);
  if (draft.type == MemberType::kLink) draft.link = Name(choices) + "l";
  if (draft.type == MemberType::kFile && choices->Flag()) draft.link = Name(choices);
  if (draft.type == MemberType::kFile && draft.link.empty()) draft.content = choices->Text(1100);
  draft.mode = static_cast<uint32_t>(choices->UpTo(07777));
  draft.uid = choices->UpTo(UINT32_MAX - 1);
  draft.gid = choices->UpTo(UINT32_MAX - 1);
  draft.mtime = choices->UpTo(INT64_MAX);
  return draft;
}

std::string TarOf(const std::vector<DraftMember>& members) {
  pyvenv::testing::MemorySink sink;
  pyvenv::TarWriter writer(sink);
  for (const DraftMember& member : members) {
    writer.Begin(member.ToMember());
    if (!member.content.empty()) writer.Content(member.content);
  }
  writer.Finish();
  return sink.bytes();
}

void Check(bool is_equal, const char* what, const DraftMember& draft) {
  if (is_equal) return;
  std::fprintf(stderr, "%s of %s is read as another\n", what,
               pyvenv::Printable(draft.path).c_str());
  std::abort();
}

std::string OrEmpty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

void CheckMember(archive* reader, archive_entry* entry, const DraftMember& draft) {
  const bool is_directory = draft.type == MemberType::kDirectory;
  Check(OrEmpty(archive_entry_pathname(entry)) == draft.path + (is_directory ? "/" : ""), "path",
        draft);
  if (pyvenv::IsHardLink(draft.ToMember())) {
    Check(OrEmpty(archive_entry_hardlink(entry)) == draft.link, "hard link", draft);
  } else {
    const mode_t type = draft.type == MemberType::kFile ? AE_IFREG
                        : is_directory                  ? AE_IFDIR
                                                        : AE_IFLNK;
    Check(archive_entry_filetype(entry) == type, "type", draft);
    Check(OrEmpty(archive_entry_symlink(entry)) == draft.link, "link", draft);
  }
  Check(archive_entry_perm(entry) == draft.mode, "mode", draft);
  Check(static_cast<uint64_t>(archive_entry_uid(entry)) == draft.uid, "uid", draft);
  Check(static_cast<uint64_t>(archive_entry_gid(entry)) == draft.gid, "gid", draft);
  Check(static_cast<uint64_t>(archive_entry_mtime(entry)) == draft.mtime, "mtime", draft);
  std::array<char, 1200> buffer{};
  const la_ssize_t size = archive_read_data(reader, buffer.data(), buffer.size());
  Check(size >= 0 && std::string(buffer.data(), static_cast<size_t>(size)) == draft.content,
        "content", draft);
}

void CheckTar(const std::string& tar, const std::vector<DraftMember>& members) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(),
                                                                      archive_read_free);
  archive_read_support_format_tar(reader.get());
  if (archive_read_open_memory(reader.get(), tar.data(), tar.size()) != ARCHIVE_OK) std::abort();
  archive_entry* entry = nullptr;
  for (const DraftMember& member : members) {
    // A warning is of a name that is no ASCII: in the locale "C" it is the bytes that stand there.
    const int status = archive_read_next_header(reader.get(), &entry);
    Check(status == ARCHIVE_OK || status == ARCHIVE_WARN, "header", member);
    CheckMember(reader.get(), entry, member);
  }
  if (archive_read_next_header(reader.get(), &entry) != ARCHIVE_EOF) std::abort();
}

}  // namespace

FUZZ(Header, "header", bytes) {
  Choices choices(bytes);
  std::vector<DraftMember> members;
  while (!choices.IsEmpty() && members.size() < 8) {
    DraftMember draft = Draft(&choices);
    if (pyvenv::LayerPathFault(draft.path).empty()) members.push_back(std::move(draft));
  }
  CheckTar(TarOf(members), members);
}
