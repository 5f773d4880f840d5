#include "testing/elf_draft.h"

namespace pyvenv::testing {
namespace {

// Where the file lies in memory: so that nobody takes an address for an offset.
constexpr uint64_t kBase = 0x10000;

constexpr size_t kSegments = 3;  // PT_LOAD, PT_DYNAMIC, PT_INTERP

}  // namespace

ElfDraft& ElfDraft::Interpreter(std::string_view path) {
  interpreter_.assign(path).push_back('\0');
  return *this;
}

ElfDraft& ElfDraft::Text(uint64_t tag, std::string_view text) {
  Dynamic(tag, strings_.size());
  strings_.append(text).push_back('\0');
  return *this;
}

ElfDraft& ElfDraft::Dynamic(uint64_t tag, uint64_t value) {
  dynamic_.emplace_back(tag, value);
  return *this;
}

ElfDraft::Places ElfDraft::PlacesOf() const {
  Places places{};
  places.program_headers = Is64() ? 64 : 52;
  places.interpreter = places.program_headers + kSegments * (Is64() ? 56 : 32);
  places.dynamic = places.interpreter + interpreter_.size();
  places.strings = places.dynamic + (dynamic_.size() + 3) * 2 * WordSize();
  return places;
}

std::string ElfDraft::Bytes() const {
  const Places places = PlacesOf();
  std::string bytes;
  AppendHeader(&bytes);
  AppendSegment(1, 0, places.strings + strings_.size(), &bytes);
  AppendSegment(2, places.dynamic, places.strings - places.dynamic, &bytes);
  // A segment of type 0 counts for nothing.
  AppendSegment(interpreter_.empty() ? 0 : 3, places.interpreter, interpreter_.size(), &bytes);
  bytes += interpreter_;
  std::vector<std::pair<uint64_t, uint64_t>> dynamic = dynamic_;
  dynamic.insert(dynamic.end(), {{5, kBase + places.strings}, {10, strings_.size()}, {0, 0}});
  for (const auto& [tag, value] : dynamic) {
    Append(tag, WordSize(), &bytes);
    Append(value, WordSize(), &bytes);
  }
  return bytes + strings_;
}

void ElfDraft::Append(uint64_t value, size_t size, std::string* out) const {
  for (size_t i = 0; i < size; ++i) {
    const size_t shift = 8 * (machine_.is_big_endian ? size - 1 - i : i);
    *out += static_cast<char>(value >> shift);
  }
}

void ElfDraft::AppendHeader(std::string* out) const {
  *out += "\x7f";
  *out += "ELF";
  *out += static_cast<char>(Is64() ? 2 : 1);
  *out += static_cast<char>(machine_.is_big_endian ? 2 : 1);
  *out += '\1';  // version
  out->append(9, '\0');
  Append(type_, 2, out);
  Append(machine_.number, 2, out);
  Append(1, 4, out);           // version
  Append(0, WordSize(), out);  // entry
  Append(PlacesOf().program_headers, WordSize(), out);
  Append(0, WordSize(), out);  // section headers
  Append(0, 4, out);           // flags
  Append(PlacesOf().program_headers, 2, out);
  Append(Is64() ? 56 : 32, 2, out);
  Append(kSegments, 2, out);
  out->append(6, '\0');  // section headers: their size, number, names
}

void ElfDraft::AppendSegment(uint32_t type, size_t offset, size_t size, std::string* out) const {
  Append(type, 4, out);
  if (Is64()) Append(4, 4, out);  // flags
  Append(offset, WordSize(), out);
  Append(kBase + offset, WordSize(), out);
  Append(kBase + offset, WordSize(), out);
  Append(size, WordSize(), out);
  Append(size, WordSize(), out);
  if (!Is64()) Append(4, 4, out);  // flags
  Append(8, WordSize(), out);      // alignment
}

}  // namespace pyvenv::testing
