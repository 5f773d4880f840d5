#include "pack/duplicates.h"

#include "elf/elf_facts.h"
#include "pack/mode.h"

namespace pyvenv {
namespace {

constexpr uint16_t kMostLinks = 1000;

}  // namespace

bool MayBeHardLink(std::string_view start) {
  return !IsElfSharedObject(start);
}

std::optional<uint32_t> Duplicates::FindOrAdd(uint64_t fingerprint, uint32_t mode, uint32_t entry,
                                              const Comparison& is_content_of) {
  const Holder fresh = {.entry = entry, .links = 0, .is_executable = (mode & kAnyExecute) != 0};
  const auto [first, end] = holders_.equal_range(fingerprint);
  for (auto found = first; found != end; ++found) {
    Holder& holder = found->second;
    if (holder.is_executable != fresh.is_executable || !is_content_of(holder.entry)) continue;
    if (holder.links == kMostLinks) {
      holder = fresh;
      return std::nullopt;
    }
    ++holder.links;
    return holder.entry;
  }
  holders_.emplace(fingerprint, fresh);
  return std::nullopt;
}

}  // namespace pyvenv
