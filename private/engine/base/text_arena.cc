#include "base/text_arena.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace pyvenv {
namespace {

// Small: what is left of the last one is lost, and the entries of a few hundred lines of a manifest
// have an arena each.
constexpr size_t kChunkSize = size_t{4} << 10U;

}  // namespace

std::string_view TextArena::Add(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > free_size_) {
    free_size_ = std::max(kChunkSize, text.size());
    chunks_.emplace_back(new char[free_size_]);
    free_ = chunks_.back().get();
  }
  char* const copy = free_;
  std::memcpy(copy, text.data(), text.size());
  free_ += text.size();
  free_size_ -= text.size();
  return {copy, text.size()};
}

void TextArena::Append(TextArena other) {
  std::move(other.chunks_.begin(), other.chunks_.end(), std::back_inserter(chunks_));
}

}  // namespace pyvenv
