#include "diff/diff_json.h"

#include <nlohmann/json.hpp>

#include "diff/parts.h"
#include "diff/sentence.h"
#include "layers/json_text.h"

namespace pyvenv {
namespace {

using nlohmann::ordered_json;

void AddIfKnown(const char* key, std::string_view text, ordered_json* json) {
  if (!text.empty()) (*json)[key] = text;
}

ordered_json NamesOf(Differences differences) {
  ordered_json names = ordered_json::array();
  for (const DifferenceName& name : DifferenceNames()) {
    if ((differences & name.difference) != 0) names.push_back(name.name);
  }
  return names;
}

ordered_json ToJson(const LayerContents& layer) {
  ordered_json json = {{"name", layer.name}};
  AddIfKnown("digest", layer.identity.digest, &json);
  AddIfKnown("diffID", layer.identity.diff_id, &json);
  if (layer.identity.size) json["size"] = *layer.identity.size;
  AddIfKnown("compression", layer.identity.compression, &json);
  AddIfKnown("encoder", layer.identity.encoder, &json);
  return json;
}

ordered_json ToJson(const BuildContents& build, const LayerEntry& entry) {
  const MemberAttributes& attributes = build.attributes[entry.attributes];
  ordered_json json = {{"type", TypeName(entry.type)},
                       {"mode", ModeText(attributes.mode)},
                       {"uid", attributes.uid},
                       {"gid", attributes.gid},
                       {"mtime", attributes.mtime}};
  if (entry.type == MemberType::kFile) json["size"] = entry.size;
  if (entry.digest) json["sha256"] = ToHex(*entry.digest);
  AddIfKnown("link", entry.link, &json);
  AddIfKnown("hard_link", entry.hard_link, &json);
  return json;
}

std::string_view KindName(ComponentKind kind) {
  switch (kind) {
    case ComponentKind::kDistribution:
      return "distribution";
    case ComponentKind::kPython:
      return "python";
    case ComponentKind::kRepository:
      return "repository";
    case ComponentKind::kOther:
      return "other";
  }
  return {};
}

ordered_json ToJson(const PartChange& part) {
  ordered_json json = {{"kind", KindName(part.kind)}, {"name", part.name}};
  if (!part.before.empty()) json["before"] = part.before;
  if (!part.after.empty()) json["after"] = part.after;
  AddIfKnown("other_layer", part.other_layer, &json);
  json["added"] = part.counts.files.added;
  json["removed"] = part.counts.files.removed;
  json["changed"] = part.counts.files.changed;
  json["bytes"] = part.counts.bytes;
  return json;
}

ordered_json ToJson(const BuildDiff& diff, const MemberChange& change) {
  ordered_json json = {{"path", change.path}, {"differences", NamesOf(change.differences)}};
  if (change.before != nullptr) json["before"] = ToJson(*diff.before, *change.before);
  if (change.after != nullptr) json["after"] = ToJson(*diff.after, *change.after);
  return json;
}

ordered_json ToJson(const BuildDiff& diff, const LayerDiff& layer) {
  ordered_json json = {{"name", layer.name()},
                       {"status", layer.status()},
                       {"differences", NamesOf(layer.differences)}};
  if (layer.differences != 0) json["reason"] = Reason(diff, layer);
  if (layer.before != nullptr) json["before"] = ToJson(*layer.before);
  if (layer.after != nullptr) json["after"] = ToJson(*layer.after);
  json["parts"] = ordered_json::array();
  for (const PartChange& part : ChangedParts(diff, layer)) json["parts"].push_back(ToJson(part));
  return json;
}

/// Adds a list as the last key of an object. The changes of a layer are put into the text one by
/// one: as one tree of values they would take many times the room.
template <typename List, typename Text>
void AddList(std::string_view key, const List& list, Text text, std::string* object) {
  object->pop_back();
  object->append(",\"").append(key).append("\":[");
  bool is_first = true;
  for (const auto& element : list) {
    if (!is_first) *object += ',';
    is_first = false;
    *object += text(element);
  }
  *object += "]}";
}

}  // namespace

std::string DiffJson(const BuildDiff& diff) {
  std::string json =
      AsciiOf(ordered_json{{"equal", diff.IsEqual()}, {"other_order", diff.is_other_order}});
  const auto layer_text = [&](const LayerDiff& layer) {
    std::string text = AsciiOf(ToJson(diff, layer));
    AddList(
        "changes", layer.changes,
        [&](const MemberChange& change) { return AsciiOf(ToJson(diff, change)); }, &text);
    return text;
  };
  AddList("layers", diff.layers, layer_text, &json);
  return json + "\n";
}

}  // namespace pyvenv
