#include "diff/diff_text.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <vector>

#include "base/path.h"
#include "base/quantity.h"
#include "diff/parts.h"
#include "diff/sentence.h"

namespace pyvenv {
namespace {

using Row = std::vector<std::string>;

/// Columns as wide as they have to be; the first one is a text, the others are numbers.
std::string Table(const std::vector<Row>& rows) {
  std::vector<size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string table;
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - row[i].size(), ' ');
      if (i > 0) line += "  ";
      line += i == 0 ? row[i] + padding : padding + row[i];
    }
    table += line + "\n";
  }
  return table;
}

std::string SizeOf(const LayerContents* layer) {
  if (layer == nullptr) return "-";
  if (layer->identity.size) return ByteQuantity(*layer->identity.size);
  uint64_t bytes = 0;
  for (const LayerEntry& entry : layer->entries) bytes += entry.hard_link.empty() ? entry.size : 0;
  return ByteQuantity(bytes);
}

std::string LayersTable(const BuildDiff& diff) {
  std::vector<Row> rows = {
      {"layer", "", "before", "after", "added", "removed", "changed", "metadata"}};
  for (const LayerDiff& layer : diff.layers) {
    const Differences replaced = kType | kContent | kLinkText;
    rows.push_back(
        {Printable(layer.name()), std::string(layer.status()), SizeOf(layer.before),
         SizeOf(layer.after), std::to_string(layer.CountOf(kAdded)),
         std::to_string(layer.CountOf(kRemoved)), std::to_string(layer.CountOf(replaced)),
         std::to_string(layer.CountOf(kMode | kOwner | kTime | kHardLink | kOrder, kSubstance))});
  }
  return Table(rows);
}

std::string Arrow(const std::string& before, const std::string& after) {
  return before + " -> " + after;
}

std::string KindAndSize(const LayerEntry& entry) {
  if (entry.type != MemberType::kFile) return std::string(TypeName(entry.type));
  return Counted(entry.size, "byte");
}

/// What is worth knowing about one changed member, beside its path.
std::vector<std::string> Details(const BuildDiff& diff, const MemberChange& change) {
  const LayerEntry* const before = change.before;
  const LayerEntry* const after = change.after;
  if (before == nullptr) return {KindAndSize(*after)};
  if (after == nullptr) return {KindAndSize(*before)};
  const MemberAttributes& old = diff.before->attributes[before->attributes];
  const MemberAttributes& now = diff.after->attributes[after->attributes];
  std::vector<std::string> details;
  const auto add = [&](Difference difference, const std::string& text) {
    if ((change.differences & difference) != 0) details.push_back(text);
  };
  add(kType, Arrow(std::string(TypeName(before->type)), std::string(TypeName(after->type))));
  add(kContent, before->size == after->size
                    ? "other " + Counted(after->size, "byte")
                    : Arrow(std::to_string(before->size), Counted(after->size, "byte")));
  add(kLinkText, Arrow(std::string(before->link), std::string(after->link)));
  add(kMode, "mode " + Arrow(ModeText(old.mode), ModeText(now.mode)));
  add(kOwner, "owner " + Arrow(OwnerText(old), OwnerText(now)));
  add(kTime, "time " + Arrow(std::to_string(old.mtime), std::to_string(now.mtime)));
  add(kHardLink, after->hard_link.empty() ? "no hard link any more"
                                          : "hard link to " + std::string(after->hard_link));
  add(kOrder, "moved");
  return details;
}

char SignOf(Differences differences) {
  if ((differences & kAdded) != 0) return '+';
  if ((differences & kRemoved) != 0) return '-';
  return (differences & kSubstance) != 0 ? '~' : ' ';
}

std::string ChangeLine(const BuildDiff& diff, const MemberChange& change) {
  std::string line = {' ', ' ', SignOf(change.differences), ' '};
  line += change.path;
  std::string details;
  for (const std::string& detail : Details(diff, change)) {
    details += (details.empty() ? "" : ", ") + detail;
  }
  if (!details.empty()) line += " (" + details + ")";
  return Printable(line) + "\n";
}

/// Those that say most first: what came, went, or is another thing; then attributes.
std::vector<const MemberChange*> InOrderOfWeight(const LayerDiff& layer) {
  std::vector<const MemberChange*> changes;
  for (const MemberChange& change : layer.changes) changes.push_back(&change);
  std::stable_partition(changes.begin(), changes.end(), [](const MemberChange* change) {
    return (change->differences & kSubstance) != 0;
  });
  return changes;
}

std::string PartLines(std::vector<PartChange> parts, size_t most) {
  std::erase_if(parts, [](const PartChange& part) { return part.counts.files.sum() == 0; });
  const size_t shown = std::min(parts.size(), most);
  std::vector<Row> rows;
  for (const PartChange& part : std::span(parts).first(shown)) {
    std::string name = part.name;
    for (const std::string& version : part.before) name += " " + version;
    if (part.HasOtherVersion()) {
      name += " ->";
      for (const std::string& version : part.after) name += " " + version;
    }
    const ChangeCounts& counts = part.counts;
    rows.push_back({"  " + Printable(name), "+" + std::to_string(counts.files.added),
                    "-" + std::to_string(counts.files.removed),
                    "~" + std::to_string(counts.files.changed), ByteQuantity(counts.bytes)});
  }
  std::string text = rows.empty() ? "" : Table(rows);
  if (shown < parts.size()) {
    text += "  … and " + Counted(parts.size() - shown, "more part") + "\n";
  }
  return text;
}

std::string LayerText(const BuildDiff& diff, const LayerDiff& layer, size_t most) {
  if (layer.changes.empty()) return {};
  std::string text = "\n" + Printable(layer.name()) + "\n";
  text += PartLines(ChangedParts(diff, layer), most);
  const std::vector<const MemberChange*> changes = InOrderOfWeight(layer);
  const size_t shown = std::min(changes.size(), most);
  for (size_t i = 0; i < shown; ++i) text += ChangeLine(diff, *changes[i]);
  if (shown < changes.size()) {
    text += "  … and " + std::to_string(changes.size() - shown) + " more\n";
  }
  return text;
}

}  // namespace

std::string DiffText(const BuildDiff& diff, size_t most) {
  std::string text = LayersTable(diff);
  for (const LayerDiff& layer : diff.layers) text += LayerText(diff, layer, most);
  text += "\n";
  for (const LayerDiff& layer : diff.layers) {
    if (layer.differences != 0) text += Reason(diff, layer) + "\n";
  }
  if (diff.is_other_order) text += "The layers are in another order.\n";
  if (diff.IsEqual()) text += "There is no difference.\n";
  return text;
}

}  // namespace pyvenv
