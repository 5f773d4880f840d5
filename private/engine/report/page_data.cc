#include "report/page_data.h"

#include <vector>

#include "base/json_writer.h"
#include "report/comparison.h"
#include "report/file_table.h"
#include "report/push.h"

namespace pyvenv {
namespace {

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

/// A key, and all that `letter` returns for each item as one text.
template <typename Items, typename Letter>
void WriteLetters(std::string_view key, const Items& items, JsonWriter* json, Letter letter) {
  std::string letters;
  for (const auto& item : items) letters += letter(item);
  json->Key(key).Text(letters);
}

void WriteLayers(const Contents& contents, JsonWriter* json) {
  json->Array("layers", contents.layers, [&](const LayerSummary& layer) {
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
  json->Array("name", components, [&](const Component& c) { json->Text(c.name); });
  json->Array("version", components, [&](const Component& c) { json->Text(c.version); });
}

void WriteLayerNumbers(const LayerNumbers& layers, JsonWriter* json) {
  json->Open('[');
  for (const LayerUnion::Layer layer : layers) json->Number(layer);
  json->Close(']');
}

void WriteComponents(const Contents& contents, JsonWriter* json) {
  const Pushes pushes = FindPushes(contents);
  json->Key("components").Open('{');
  WriteComponentNames(contents.components.list, json);
  json->Array("layers", pushes.of_component,
              [&](const LayerNumbers& layers) { WriteLayerNumbers(layers, json); });
  json->Close('}');
  json->Key("app");
  WriteLayerNumbers(pushes.of_app_edit, json);
}

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
  json->Array("path", changes, [&](const Change& c) {
    json->Text(c.after ? after.paths.Path(c.after->node) : before.paths.Path(c.before->node));
  });
  json->Array("size", changes, [&](const Change& c) { json->Number(size(c.after)); });
  json->Array("layer", changes, [&](const Change& c) { json->Number(layer(c.after)); });
  json->Array("old_size", changes, [&](const Change& c) { json->Number(size(c.before)); });
  json->Array("old_layer", changes, [&](const Change& c) { json->Number(layer(c.before)); });
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
  json->Array("size", SizesOfComponents(*previous), [&](uint64_t size) { json->Number(size); });
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
  files.WriteHardLinks(&json);
  files.WriteCopies(&json);
  WritePrevious(contents, previous, &json);
  json.Close('}');
  return json.Take();
}

}  // namespace pyvenv
