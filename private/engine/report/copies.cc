#include "report/copies.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace pyvenv {

std::vector<Copies> FindCopies(const Contents& contents) {
  std::vector<Copies> groups;
  std::unordered_map<std::string_view, size_t> group_of;
  const std::vector<ReportedEntry>& entries = contents.entries;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const ReportedEntry& entry = entries[i];
    const bool has_bytes =
        entry.type == MemberType::kFile && entry.size > 0 && entry.hard_link.empty();
    if (!has_bytes || entry.content.empty()) continue;
    const auto [group, is_new] = group_of.try_emplace(entry.content, groups.size());
    if (is_new) groups.emplace_back();
    groups[group->second].push_back(i);
  }
  std::erase_if(groups, [](const Copies& group) { return group.size() < 2; });
  const auto wasted = [&](const Copies& group) {
    return entries[group.front()].size * (group.size() - 1);
  };
  std::stable_sort(groups.begin(), groups.end(),
                   [&](const Copies& a, const Copies& b) { return wasted(a) > wasted(b); });
  return groups;
}

}  // namespace pyvenv
