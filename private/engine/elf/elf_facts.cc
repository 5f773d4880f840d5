#include "elf/elf_facts.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "elf/magic.h"

namespace pyvenv {
namespace {

// Where the fields of the ELF structures lie, and how long they are: System V ABI.
struct FieldPlace {
  size_t offset;
  size_t size;
};

constexpr size_t kIdentSize = 16;
constexpr size_t kClass = 4;  // e_ident[EI_CLASS]
constexpr size_t kData = 5;   // e_ident[EI_DATA]
constexpr char kClass32 = 1;
constexpr char kClass64 = 2;
constexpr char kLittleEndian = 1;
constexpr char kBigEndian = 2;

constexpr FieldPlace kFileType = {16, 2};
constexpr FieldPlace kMachine = {18, 2};

struct Layout {
  size_t header_size;
  FieldPlace program_headers_offset;
  FieldPlace program_header_size;
  FieldPlace program_header_count;

  size_t program_header_entry;  // bytes of one, and its fields
  FieldPlace offset;
  FieldPlace address;
  FieldPlace file_size;

  size_t dynamic_entry;  // bytes of one: a tag and a value of half as many
};
constexpr Layout kLayout32 = {52, {28, 4}, {42, 2}, {44, 2}, 32, {4, 4}, {8, 4}, {16, 4}, 8};
constexpr Layout kLayout64 = {64, {32, 8}, {54, 2}, {56, 2}, 56, {8, 8}, {16, 8}, {32, 8}, 16};

constexpr FieldPlace kSegmentType = {0, 4};
constexpr uint64_t kLoad = 1;         // PT_LOAD
constexpr uint64_t kDynamic = 2;      // PT_DYNAMIC
constexpr uint64_t kInterpreter = 3;  // PT_INTERP

constexpr uint64_t kEnd = 0;           // DT_NULL
constexpr uint64_t kNeeded = 1;        // DT_NEEDED
constexpr uint64_t kStringTable = 5;   // DT_STRTAB
constexpr uint64_t kStringsSize = 10;  // DT_STRSZ
constexpr uint64_t kSoname = 14;       // DT_SONAME
constexpr uint64_t kRpath = 15;        // DT_RPATH
constexpr uint64_t kRunpath = 29;      // DT_RUNPATH

constexpr uint64_t kTooManyProgramHeaders = 0xffff;  // PN_XNUM: the number is elsewhere
constexpr uint64_t kMostDynamicEntries = 16384;
constexpr size_t kMostStringBytes = size_t{1} << 20U;

/// A part of the file.
struct Range {
  uint64_t offset = 0;
  uint64_t size = 0;
};

/// A part of the file, and where it lies in memory.
struct Segment {
  Range range;
  uint64_t address = 0;
};

/// What the dynamic section says that has to be looked up in its strings.
struct DynamicStrings {
  std::optional<uint64_t> table;  // an address
  uint64_t table_size = 0;
  std::vector<uint64_t> needed;  // these are offsets in the table
  std::optional<uint64_t> soname;
  std::optional<uint64_t> rpath;
  std::optional<uint64_t> runpath;
};

/// Methods that return bool return whether to go on; if not, they have noted the fault.
class Reader {
 public:
  explicit Reader(const ByteSource& source) : source_(source) {}

  ElfFacts Read() {
    if (ReadHeader() && ReadSegments() && ReadInterpreter() && ReadDynamic()) ReadStrings();
    return std::move(facts_);
  }

 private:
  bool Fail(std::string_view fault) {
    facts_.fault = fault;
    return false;
  }

  /// All bytes of a part that the buffer takes; empty if the file ends before.
  std::string_view Bytes(Range range) {
    const uint64_t size = source_.size();
    if (range.offset >= size || range.size > size - range.offset) return {};
    const std::string_view bytes =
        source_.ReadAt(range.offset, std::span(buffer_).first(static_cast<size_t>(range.size)));
    // A file may shrink while it is read.
    return bytes.size() == range.size ? bytes : std::string_view{};
  }

  [[nodiscard]] uint64_t Field(std::string_view bytes, FieldPlace place) const {
    uint64_t value = 0;
    for (size_t i = 0; i < place.size; ++i) {
      const size_t index = facts_.machine.is_big_endian ? i : place.size - 1 - i;
      value = value << 8U | static_cast<uint8_t>(bytes[place.offset + index]);
    }
    return value;
  }

  /// Calls `visit` with each of `count` entries, as long as it returns true, and returns whether
  /// the file has them.
  template <typename Visit>
  bool VisitTable(uint64_t offset, size_t entry_size, uint64_t count, Visit visit) {
    const uint64_t at_once = buffer_.size() / entry_size;
    while (count > 0) {
      const uint64_t size = std::min(count, at_once) * entry_size;
      const std::string_view bytes = Bytes({offset, size});
      if (bytes.empty()) return false;
      for (size_t i = 0; i < bytes.size(); i += entry_size) {
        if (!visit(bytes.substr(i, entry_size))) return true;
      }
      offset += size;
      count -= size / entry_size;
    }
    return true;
  }

  bool ReadHeader() {
    const std::string_view ident = Bytes({0, kIdentSize});
    if (ident.empty()) return Fail("the file is too short");
    const char bits = ident[kClass];
    const char order = ident[kData];
    if (bits != kClass32 && bits != kClass64) return Fail("it is neither for 32 nor for 64 bits");
    if (order != kLittleEndian && order != kBigEndian) return Fail("its byte order is unknown");
    facts_.machine.bits = bits == kClass64 ? 64 : 32;
    facts_.machine.is_big_endian = order == kBigEndian;
    layout_ = bits == kClass64 ? kLayout64 : kLayout32;

    const std::string_view header = Bytes({0, layout_.header_size});
    if (header.empty()) return Fail("the file is too short");
    facts_.type = static_cast<uint16_t>(Field(header, kFileType));
    facts_.machine.number = static_cast<uint16_t>(Field(header, kMachine));
    program_headers_ = Field(header, layout_.program_headers_offset);
    program_header_count_ = Field(header, layout_.program_header_count);
    if (program_header_count_ == kTooManyProgramHeaders) return Fail("too many program headers");
    if (program_header_count_ == 0) return true;
    return Field(header, layout_.program_header_size) == layout_.program_header_entry ||
           Fail("its program headers have an odd size");
  }

  bool ReadSegments() {
    const bool are_there =
        VisitTable(program_headers_, layout_.program_header_entry, program_header_count_,
                   [&](std::string_view entry) {
                     const Segment segment = {
                         .range = {Field(entry, layout_.offset), Field(entry, layout_.file_size)},
                         .address = Field(entry, layout_.address)};
                     const uint64_t type = Field(entry, kSegmentType);
                     if (type == kLoad) loaded_.push_back(segment);
                     if (type == kDynamic) dynamic_ = segment.range;
                     if (type == kInterpreter) interpreter_ = segment.range;
                     return true;
                   });
    return are_there || Fail("its program headers lie outside the file");
  }

  bool ReadInterpreter() {
    if (interpreter_.size == 0) return true;
    std::optional<std::string> name = ReadString(interpreter_);
    if (!name) return Fail("the name of its dynamic linker lies outside the file");
    facts_.interpreter = *std::move(name);
    return true;
  }

  bool ReadDynamic() {
    const uint64_t count = dynamic_.size / layout_.dynamic_entry;
    bool has_end = false;
    const bool are_there =
        VisitTable(dynamic_.offset, layout_.dynamic_entry, std::min(count, kMostDynamicEntries),
                   [&](std::string_view entry) {
                     const size_t half = layout_.dynamic_entry / 2;
                     const uint64_t tag = Field(entry, {0, half});
                     has_end = tag == kEnd;
                     AddDynamic(tag, Field(entry, {half, half}));
                     return !has_end;
                   });
    if (!are_there) return Fail("its dynamic section lies outside the file");
    return has_end || count <= kMostDynamicEntries || Fail("its dynamic section is too long");
  }

  void AddDynamic(uint64_t tag, uint64_t value) {
    switch (tag) {
      case kNeeded:
        strings_.needed.push_back(value);
        break;
      case kStringTable:
        strings_.table = value;
        break;
      case kStringsSize:
        strings_.table_size = value;
        break;
      case kSoname:
        strings_.soname = value;
        break;
      case kRpath:
        strings_.rpath = value;
        break;
      case kRunpath:
        strings_.runpath = value;
        break;
      default:
        break;
    }
  }

  bool ReadStrings() {
    if (strings_.needed.empty() && !strings_.soname && !strings_.rpath && !strings_.runpath) {
      return true;
    }
    if (!FindStringTable()) return Fail("the strings of its dynamic section lie outside the file");
    return SetString(strings_.soname, &facts_.soname) && SetString(strings_.rpath, &facts_.rpath) &&
           SetString(strings_.runpath, &facts_.runpath) &&
           std::all_of(strings_.needed.begin(), strings_.needed.end(), [&](uint64_t offset) {
             std::string name;
             if (!SetString(offset, &name)) return false;
             facts_.needed.push_back(std::move(name));
             return true;
           });
  }

  // From its address in memory to its place in the file.
  bool FindStringTable() {
    if (!strings_.table) return false;
    for (const auto& [range, address] : loaded_) {
      const uint64_t distance = *strings_.table - address;
      if (*strings_.table < address || distance >= range.size) continue;
      const uint64_t size = source_.size();
      if (range.offset >= size || distance >= size - range.offset) return false;
      string_table_ = {
          range.offset + distance,
          std::min({strings_.table_size, range.size - distance, size - range.offset - distance})};
      return true;
    }
    return false;
  }

  /// Sets `field` to a string of the table. Without an offset, or with a wrong one, it stays.
  template <typename Field>
  bool SetString(std::optional<uint64_t> offset, Field* field) {
    if (!offset) return true;
    std::optional<std::string> text;
    if (*offset < string_table_.size) {
      text = ReadString({string_table_.offset + *offset, string_table_.size - *offset});
    }
    if (!text) return Fail("a string of its dynamic section has no end, or is too long");
    *field = *std::move(text);
    return true;
  }

  /// What lies before the first zero byte of `range`; nothing if that is not to be had.
  std::optional<std::string> ReadString(Range range) {
    std::string text;
    while (range.size > 0 && range.offset < source_.size() && text.size() <= string_bytes_left_) {
      const uint64_t left = std::min(range.size, source_.size() - range.offset);
      const std::string_view bytes = Bytes({range.offset, std::min<uint64_t>(left, kStringPiece)});
      const size_t end = bytes.find('\0');
      text += bytes.substr(0, end);
      if (end != std::string_view::npos) {
        if (text.size() > string_bytes_left_) return std::nullopt;
        string_bytes_left_ -= text.size();
        return text;
      }
      if (bytes.empty()) return std::nullopt;
      range.offset += bytes.size();
      range.size -= bytes.size();
    }
    return std::nullopt;
  }

  // Most names end before; the buffer's size would mean to read pages for nothing.
  static constexpr size_t kStringPiece = 256;

  const ByteSource& source_;
  ElfFacts facts_;
  Layout layout_ = kLayout64;
  uint64_t program_headers_ = 0;
  uint64_t program_header_count_ = 0;
  std::vector<Segment> loaded_;
  Range dynamic_;
  Range interpreter_;
  DynamicStrings strings_;
  Range string_table_;
  size_t string_bytes_left_ = kMostStringBytes;
  std::array<char, 4096> buffer_{};
};

}  // namespace

bool IsElfSharedObject(std::string_view start) {
  if (!IsElf(start) || start.size() < kFileType.offset + kFileType.size) return false;
  const size_t low_byte = kFileType.offset + (start[kData] == kBigEndian ? 1 : 0);
  return start[low_byte] == kElfSharedObject;
}

ElfFacts ReadElf(const ByteSource& source) {
  return Reader(source).Read();
}

}  // namespace pyvenv
