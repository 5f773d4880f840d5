#include "pkg_pyvenv/diff_command.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/progress.h"
#include "cli/command.h"
#include "diff/build_contents.h"
#include "diff/diff_json.h"
#include "diff/diff_text.h"
#include "diff/layer_diff.h"
#include "pkg_pyvenv/layer_words.h"
#include "pkg_pyvenv/print_result.h"

namespace pyvenv {
namespace {

using Words = std::vector<std::string>;

constexpr int kDifferent = 1;
constexpr int kTrouble = 2;

// What may be ignored: not what files are.
constexpr Differences kIgnorable =
    kMode | kOwner | kTime | kHardLink | kOrder | kCompression | kTar;

struct DiffFlags {
  std::string old_word;
  std::string new_word;
  Words before;
  Words after;
  Words ignored;
  std::string most = "30";
  bool json = false;
};

std::string IgnorableNames() {
  std::string names;
  for (const DifferenceName& kind : DifferenceNames()) {
    if ((kind.difference & kIgnorable) == 0) continue;
    if (!names.empty()) names += ", ";
    names += kind.name;
  }
  return names;
}

Differences ParseIgnored(const Words& names) {
  Differences ignored = 0;
  for (const std::string& name : names) {
    const auto kinds = DifferenceNames();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const DifferenceName& known) {
      return known.name == name && (known.difference & kIgnorable) != 0;
    });
    if (kind == kinds.end()) {
      throw UsageError("--ignore", "\"" + name + "\" is none of " + IgnorableNames());
    }
    ignored |= kind->difference;
  }
  return ignored;
}

// OLD NEW, or --old OLD and --new NEW, each once or more.
void SortWords(DiffFlags* flags) {
  const bool has_flags = !flags->before.empty() || !flags->after.empty();
  if (!flags->new_word.empty() && !has_flags) {
    flags->before = {flags->old_word};
    flags->after = {flags->new_word};
  } else if (!flags->old_word.empty() || flags->before.empty() || flags->after.empty()) {
    throw UsageError("diff", "takes OLD and NEW, or --old OLD and --new NEW, each once or more");
  }
}

// By digest, the names of the layers that have it; an empty one for a layer without.
using NamesByDigest = std::map<std::string, std::multiset<std::string>>;

NamesByDigest NamesOf(const LayerSet& set) {
  NamesByDigest names;
  for (const LayerSource& layer : set.layers) {
    if (layer.descriptor) {
      names[layer.descriptor->digest].insert(layer.is_named ? layer.name : std::string());
    }
  }
  return names;
}

// What both have under the same names need not be read, and need not be there. Under other names it
// is compared with something else, since names are what pairs layers first.
std::unordered_set<std::string> DigestsInBoth(const LayerSet& before, const LayerSet& after) {
  std::unordered_set<std::string> digests;
  const NamesByDigest others = NamesOf(after);
  for (const auto& [digest, names] : NamesOf(before)) {
    const auto other = others.find(digest);
    if (other != others.end() && other->second == names) digests.insert(digest);
  }
  return digests;
}

// Of these layers only what will be read: `unread` and listings are not.
LayerSet TarsToRead(LayerSet set, const std::unordered_set<std::string>& unread) {
  std::erase_if(set.layers, [&](const LayerSource& layer) {
    return !IsReadFromTar(layer) || (layer.descriptor && unread.contains(layer.descriptor->digest));
  });
  return set;
}

/// Prints what changed, and returns whether anything did.
bool Diff(DiffFlags flags) {
  SortWords(&flags);
  const Differences ignored = ParseIgnored(flags.ignored);
  const auto most = static_cast<size_t>(ParseNumber("--most", flags.most, 0, UINT32_MAX));
  const LayerSet old_layers = FindLayers(flags.before);
  const LayerSet new_layers = FindLayers(flags.after);
  const auto unread = DigestsInBoth(old_layers, new_layers);
  const uint64_t bytes =
      BytesToRead(TarsToRead(old_layers, unread)) + BytesToRead(TarsToRead(new_layers, unread));
  BuildContents before;
  BuildContents after;
  {
    Progress progress("reading", bytes, TerminalSink(), SteadyTime);
    ReadBuild(old_layers, unread, &progress, &before);
    ReadBuild(new_layers, unread, &progress, &after);
  }
  const BuildDiff diff = CompareBuilds(before, after, ignored);
  PrintResult(flags.json ? DiffJson(diff) : DiffText(diff, most));
  return !diff.IsEqual();
}

}  // namespace

Command DiffCommand() {
  const auto flags = std::make_shared<DiffFlags>();
  Command command("pkg_pyvenv diff",
                  "Tells what changed between two builds, layer by layer, and why.");
  command.Notes(LayerWordsHelp());
  command.Notes(
      "Of a directory of layers listings are read where they are; of a tar that is named the tar.");
  command.FailWith(kTrouble);
  command.ExitStatuses({{0, "there is no difference"},
                        {kDifferent, "there is one"},
                        {kTrouble, "wrong usage, or something cannot be read"}});
  command.Example("pkg_pyvenv diff old/app new/app");
  command.Example("pkg_pyvenv diff app.main.tar.zst app.main.mtree");
  command.Example("pkg_pyvenv diff layout:v1 layout:v2");
  command.Example("pkg_pyvenv diff --old a.tar --old b.tar --new c.tar --new d.tar --ignore time");
  command.Example("pkg_pyvenv diff --json old new | jq -r '.layers[].reason // empty'");
  command.Optional("OLD", &flags->old_word, "The old build");
  command.Optional("NEW", &flags->new_word, "The new build");
  command.OptionalList("--old FILE", &flags->before,
                       "A layer of the old build; once for each, bottom to top");
  command.OptionalList("--new FILE", &flags->after, "The same of the new build");
  command.OptionalList(
      "--ignore KIND", &flags->ignored,
      "A kind of differences to say nothing of, once for each: " + IgnorableNames());
  command.Optional("--most COUNT", &flags->most,
                   "How many paths and parts of a layer to print [30]");
  command.Switch("--json", &flags->json,
                 "Prints everything as JSON; docs/explaining.md has the form");
  command.Action([flags] { return Diff(*flags) ? kDifferent : 0; });
  return command;
}

}  // namespace pyvenv
