#include "base/utf8.h"

#include <algorithm>
#include <cstdint>

namespace pyvenv {
namespace {

uint8_t ByteAt(std::string_view bytes, size_t index) {
  return static_cast<uint8_t>(bytes[index]);
}

bool InRange(uint8_t byte, uint8_t low, uint8_t high) {
  return byte >= low && byte <= high;
}

// The length of a sequence by its first byte, and what its second byte may be.
struct SequenceForm {
  size_t length = 0;
  uint8_t second_low = 0x80;
  uint8_t second_high = 0xbf;
};

SequenceForm FormOf(uint8_t first) {
  if (first < 0x80) return {1};
  if (InRange(first, 0xc2, 0xdf)) return {2};
  if (first == 0xe0) return {3, 0xa0, 0xbf};
  if (first == 0xed) return {3, 0x80, 0x9f};
  if (InRange(first, 0xe1, 0xef)) return {3};
  if (first == 0xf0) return {4, 0x90, 0xbf};
  if (InRange(first, 0xf1, 0xf3)) return {4};
  if (first == 0xf4) return {4, 0x80, 0x8f};
  return {};
}

}  // namespace

bool IsAscii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) == 0; });
}

size_t Utf8SequenceLength(std::string_view bytes) {
  const SequenceForm form = FormOf(ByteAt(bytes, 0));
  if (form.length > bytes.size()) return 0;
  if (form.length > 1 && !InRange(ByteAt(bytes, 1), form.second_low, form.second_high)) return 0;
  for (size_t i = 2; i < form.length; ++i) {
    if (!InRange(ByteAt(bytes, i), 0x80, 0xbf)) return 0;
  }
  return form.length;
}

bool IsUtf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t length = Utf8SequenceLength(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace pyvenv
