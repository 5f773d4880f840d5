#include "report/file_table.h"

#include <algorithm>
#include <string>

#include "report/copies.h"

namespace pyvenv {

using Node = LayerUnion::Node;

FileTable::FileTable(const Contents& contents) : contents_(contents) {
  for (uint32_t i = 0; i < contents.entries.size(); ++i) {
    if (contents.entries[i].type == MemberType::kFile) order_.push_back(i);
  }
  std::stable_sort(order_.begin(), order_.end(),
                   [&](uint32_t a, uint32_t b) { return KeyOf(a) < KeyOf(b); });
  position_.resize(contents.entries.size());
  for (uint32_t i = 0; i < order_.size(); ++i) position_[order_[i]] = i;
  NumberDirectories();
}

FileTable::Key FileTable::KeyOf(uint32_t index) const {
  const ReportedEntry& entry = contents_.entries[index];
  return {entry.layer, contents_.components.of[entry.node], contents_.paths.Parent(entry.node)};
}

// Those of the files and above them, in the order of nodes, parents first.
void FileTable::NumberDirectories() {
  number_.resize(contents_.paths.size());
  std::vector<bool> is_needed(contents_.paths.size());
  is_needed[LayerUnion::kRoot] = true;
  for (const uint32_t index : order_) {
    Node node = contents_.paths.Parent(contents_.entries[index].node);
    for (; !is_needed[node]; node = contents_.paths.Parent(node)) is_needed[node] = true;
  }
  for (Node node = 0; node < is_needed.size(); ++node) {
    if (!is_needed[node]) continue;
    number_[node] = static_cast<uint32_t>(directories_.size());
    directories_.push_back(node);
  }
}

void FileTable::WriteDirectories(JsonWriter* json) const {
  std::string names;
  json->Key("directories").Open('{');
  json->Array("parent", directories_, [&](Node directory) {
    const bool is_root = directory == LayerUnion::kRoot;
    json->Number(is_root ? -1 : int64_t{number_[contents_.paths.Parent(directory)]});
    if (!is_root) names.append("/").append(contents_.paths.Name(directory));
  });
  json->Key("name").Text(names).Close('}');
}

void FileTable::WriteFiles(JsonWriter* json) const {
  json->Key("files").Open('{');
  WriteGroups(json);
  std::string names;
  json->Array("size", order_, [&](uint32_t index) {
    const ReportedEntry& file = contents_.entries[index];
    json->Number(file.size);
    if (index != order_.front()) names += '/';
    names += contents_.paths.Name(file.node);
  });
  json->Key("name").Text(names).Close('}');
}

void FileTable::WriteGroups(JsonWriter* json) const {
  std::vector<uint32_t> groups;
  std::vector<uint32_t> runs;
  for (size_t i = 0; i < order_.size(); ++i) {
    const auto [layer, component, directory] = KeyOf(order_[i]);
    const bool is_first = i == 0;
    const Key before = is_first ? Key() : KeyOf(order_[i - 1]);
    if (is_first || std::get<0>(before) != layer || std::get<1>(before) != component) {
      groups.insert(groups.end(), {layer, component, 0});
    } else if (std::get<2>(before) == directory) {
      ++runs.back();
      continue;
    }
    ++groups.back();
    runs.insert(runs.end(), {number_[directory], 1});
  }
  json->Array("groups", groups, [&](uint32_t number) { json->Number(number); });
  json->Array("runs", runs, [&](uint32_t number) { json->Number(number); });
}

void FileTable::WriteHardLinks(JsonWriter* json) const {
  json->Array("hard_links", order_, [&](uint32_t index) {
    if (!contents_.entries[index].hard_link.empty()) json->Number(position_[index]);
  });
}

void FileTable::WriteCopies(JsonWriter* json) const {
  json->Array("copies", FindCopies(contents_), [&](const Copies& group) {
    json->Open('[');
    for (const uint32_t index : group) json->Number(position_[index]);
    json->Close(']');
  });
}

}  // namespace pyvenv
