#include "report/page_data.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "report/comparison.h"
#include "report/copies.h"
#include "report/json.h"
#include "report/push.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

std::string_view LetterOf(ComponentKind kind) {
  switch (kind) {
    case ComponentKind::kDistribution:
      return "d";
    case ComponentKind::kPython:
      return "p";
    case ComponentKind::kRepository:
      return "r";
    case ComponentKind::kOther:
      return "o";
  }
  return {};
}

std::string_view LetterOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "a";
    case ChangeKind::kRemoved:
      return "r";
    case ChangeKind::kChanged:
      return "c";
    case ChangeKind::kMoved:
      return "m";
  }
  return {};
}

/// A key, and an array of what `write` writes for each item.
template <typename Items, typename Write>
void WriteArray(std::string_view key, const Items& items, JsonWriter* json, Write write) {
  json->Key(key).Open('[');
  for (const auto& item : items) write(item);
  json->Close(']');
}

/// A key, and all that `letter` returns for each item as one text.
template <typename Items, typename Letter>
void WriteLetters(std::string_view key, const Items& items, JsonWriter* json, Letter letter) {
  std::string letters;
  for (const auto& item : items) letters += letter(item);
  json->Key(key).Text(letters);
}

void WriteLayers(const Contents& contents, JsonWriter* json) {
  WriteArray("layers", contents.layers, json, [&](const LayerSummary& layer) {
    json->Open('{');
    json->Key("name").Text(layer.name).Key("digest").Text(layer.digest);
    json->Key("size").Number(layer.size).Key("files").Number(layer.files);
    json->Key("links").Number(layer.links).Key("directories").Number(layer.directories);
    json->Close('}');
  });
}

/// The columns that every list of components has.
void WriteComponentNames(const std::vector<Component>& components, JsonWriter* json) {
  WriteLetters("kind", components, json, [](const Component& c) { return LetterOf(c.kind); });
  WriteArray("name", components, json, [&](const Component& c) { json->Text(c.name); });
  WriteArray("version", components, json, [&](const Component& c) { json->Text(c.version); });
}

void WriteLayerSet(const LayerSet& layers, JsonWriter* json) {
  json->Open('[');
  for (const LayerUnion::Layer layer : layers) json->Number(layer);
  json->Close(']');
}

void WriteComponents(const Contents& contents, JsonWriter* json) {
  const Pushes pushes = FindPushes(contents);
  json->Key("components").Open('{');
  WriteComponentNames(contents.components.list, json);
  WriteArray("layers", pushes.of_component, json,
             [&](const LayerSet& layers) { WriteLayerSet(layers, json); });
  json->Close('}');
  json->Key("app");
  WriteLayerSet(pushes.of_app_edit, json);
}

/// The files of a build in the order of the page, and their directories.
class FileTable {
 public:
  explicit FileTable(const Contents& contents) : contents_(contents) {
    for (uint32_t i = 0; i < contents.entries.size(); ++i) {
      if (contents.entries[i].type == MemberType::kFile) order_.push_back(i);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](uint32_t a, uint32_t b) { return KeyOf(a) < KeyOf(b); });
    position_.resize(contents.entries.size());
    for (uint32_t i = 0; i < order_.size(); ++i) position_[order_[i]] = i;
    NumberDirectories();
  }

  void WriteDirectories(JsonWriter* json) const {
    std::string names;
    json->Key("directories").Open('{');
    WriteArray("parent", directories_, json, [&](Node directory) {
      const bool is_root = directory == LayerUnion::kRoot;
      json->Number(is_root ? -1 : int64_t{number_[contents_.paths.Parent(directory)]});
      if (!is_root) names.append("/").append(contents_.paths.Name(directory));
    });
    json->Key("name").Text(names).Close('}');
  }

  void WriteFiles(JsonWriter* json) const {
    json->Key("files").Open('{');
    WriteGroups(json);
    std::string names;
    WriteArray("size", order_, json, [&](uint32_t index) {
      const ReportedEntry& file = contents_.entries[index];
      json->Number(file.size);
      if (index != order_.front()) names += '/';
      names += contents_.paths.Name(file.node);
    });
    json->Key("name").Text(names).Close('}');
    WriteArray("hard_links", order_, json, [&](uint32_t index) {
      if (!contents_.entries[index].hard_link.empty()) json->Number(position_[index]);
    });
  }

  void WriteCopies(JsonWriter* json) const {
    WriteArray("copies", FindCopies(contents_), json, [&](const Copies& group) {
      json->Open('[');
      for (const uint32_t index : group) json->Number(position_[index]);
      json->Close(']');
    });
  }

 private:
  // Layer, component and directory: what the order is by.
  using Key = std::tuple<LayerUnion::Layer, Components::Index, Node>;

  [[nodiscard]] Key KeyOf(uint32_t index) const {
    const ReportedEntry& entry = contents_.entries[index];
    return {entry.layer, contents_.components.of[entry.node], contents_.paths.Parent(entry.node)};
  }

  // Those of the files and above them, in the order of nodes, parents first.
  void NumberDirectories() {
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

  void WriteGroups(JsonWriter* json) const {
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
    WriteArray("groups", groups, json, [&](uint32_t number) { json->Number(number); });
    WriteArray("runs", runs, json, [&](uint32_t number) { json->Number(number); });
  }

  const Contents& contents_;
  std::vector<uint32_t> order_;     // of the files, by their indices in the entries
  std::vector<uint32_t> position_;  // the inverse
  std::vector<Node> directories_;
  std::vector<uint32_t> number_;  // of a directory, by node
};

std::vector<uint64_t> SizesOfComponents(const Contents& contents) {
  std::vector<uint64_t> sizes(contents.components.list.size());
  for (const ReportedEntry& entry : contents.entries) {
    if (entry.hard_link.empty()) sizes[contents.components.of[entry.node]] += entry.size;
  }
  return sizes;
}

void WriteChanges(const Contents& before, const Contents& after, JsonWriter* json) {
  const std::vector<Change> changes = Compare(before, after);
  const auto size = [](const ReportedEntry* e) { return e ? static_cast<int64_t>(e->size) : -1; };
  const auto layer = [](const ReportedEntry* e) { return e ? int64_t{e->layer} : -1; };
  json->Key("changes").Open('{');
  WriteLetters("kind", changes, json, [](const Change& c) { return LetterOf(KindOf(c)); });
  WriteArray("path", changes, json, [&](const Change& c) {
    json->Text(c.after ? after.paths.Path(c.after->node) : before.paths.Path(c.before->node));
  });
  WriteArray("size", changes, json, [&](const Change& c) { json->Number(size(c.after)); });
  WriteArray("layer", changes, json, [&](const Change& c) { json->Number(layer(c.after)); });
  WriteArray("old_size", changes, json, [&](const Change& c) { json->Number(size(c.before)); });
  WriteArray("old_layer", changes, json, [&](const Change& c) { json->Number(layer(c.before)); });
  json->Close('}');
}

void WritePrevious(const Contents& contents, const Contents* previous, JsonWriter* json) {
  json->Key("previous");
  if (previous == nullptr) {
    json->Null();
    return;
  }
  json->Open('{');
  WriteLayers(*previous, json);
  json->Key("components").Open('{');
  WriteComponentNames(previous->components.list, json);
  WriteArray("size", SizesOfComponents(*previous), json,
             [&](uint64_t size) { json->Number(size); });
  json->Close('}');
  WriteChanges(*previous, contents, json);
  json->Close('}');
}

}  // namespace

std::string PageData(std::string_view title, const Contents& contents, const Contents* previous) {
  const FileTable files(contents);
  JsonWriter json;
  json.Open('{').Key("title").Text(title);
  WriteLayers(contents, &json);
  WriteComponents(contents, &json);
  files.WriteDirectories(&json);
  files.WriteFiles(&json);
  files.WriteCopies(&json);
  WritePrevious(contents, previous, &json);
  json.Close('}');
  return json.Take();
}

}  // namespace pyvenv
