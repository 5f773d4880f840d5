#pragma once

#include <map>
#include <string>

#include "source/source_tree.h"

namespace pyvenv::testing {

/// What a source has at each path: "<owner>: <type> <text>", such as "six: file /x/six.py".
inline std::map<std::string, std::string> EntriesOf(const SourceTree& tree) {
  std::map<std::string, std::string> entries;
  for (const SourceEntry& entry : tree.entries) {
    const Owner& owner = tree.owners.at(entry.owner);
    std::string text = owner.distribution;
    if (text.empty() && owner.kind == Owner::Kind::kMain) text = "main";
    if (text.empty() && owner.kind == Owner::Kind::kInterpreter) text = "interpreter";
    if (text.empty()) text = "other";
    text += ": ";
    switch (entry.type) {
      case DeclarationType::kFile:
        text += entry.executable ? "program " : "file ";
        break;
      case DeclarationType::kLink:
        text += "link ";
        break;
      case DeclarationType::kContent:
        text += "content ";
        break;
      case DeclarationType::kEmpty:
        text += "empty";
        break;
      case DeclarationType::kDirectory:
        text += "directory";
        break;
      case DeclarationType::kExcluded:
        text += "excluded";
        break;
      default:
        text += "?";
    }
    const auto [place, is_new] = entries.emplace(entry.path, text + entry.text);
    if (!is_new) place->second += " AND " + text + entry.text;
  }
  return entries;
}

}  // namespace pyvenv::testing
