#include "tree/bytecode_links.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/path.h"
#include "tree/manifest.h"

namespace pyvenv {
namespace {

constexpr std::string_view kModuleSuffix = ".py";
constexpr std::string_view kBytecode = ".pyc";
constexpr std::string_view kCache = "__pycache__";

// `d/__pycache__/x.<tag>.pyc`, in parts.
struct Bytecode {
  std::string_view directory;  // d
  std::string_view module;     // x
  std::string_view suffix;     // .<tag>.pyc
};

std::optional<Bytecode> AsBytecode(std::string_view path) {
  const std::string_view cache = ParentPath(path);
  std::string_view name = NameOf(path);
  if (NameOf(cache) != kCache || !name.ends_with(kBytecode)) return std::nullopt;
  const size_t tag = name.rfind('.', name.size() - kBytecode.size() - 1);
  if (tag == std::string_view::npos) return std::nullopt;
  return Bytecode{ParentPath(cache), name.substr(0, tag), name.substr(tag)};
}

// The suffix of the bytecode of each module that has some.
std::unordered_map<std::string, std::string> SuffixesOf(std::span<const std::string> manifests) {
  std::unordered_map<std::string, std::string> suffixes;
  for (const std::string& manifest : manifests) {
    ManifestReader reader(manifest);
    while (const Declaration* declaration = reader.Next()) {
      const std::optional<Bytecode> bytecode = AsBytecode(declaration->path);
      if (!bytecode) continue;
      const std::string name = std::string(bytecode->module) + std::string(kModuleSuffix);
      suffixes.emplace(JoinPath(bytecode->directory, name), bytecode->suffix);
    }
  }
  return suffixes;
}

// What a link names, by the texts alone, which is right if no directory on the way is a link: those
// above an entry are none. Empty where the text is no way up and then down.
std::string NamedPath(std::string_view link, std::string_view text) {
  constexpr std::string_view kUp = "../";
  std::string_view directory = ParentPath(link);
  while (text.starts_with(kUp) && !directory.empty()) {
    directory = ParentPath(directory);
    text.remove_prefix(kUp.size());
  }
  std::string named = JoinPath(directory, text);
  if (!LayerPathFault(named).empty()) named.clear();
  return named;
}

struct BytecodeLink {
  Entry module;  // what it is like
  std::string path;
  std::string text;
};

// A link of `module`, itself a link to a module, to the bytecode with this suffix.
BytecodeLink LinkToBytecode(const Entry& module, std::string_view suffix) {
  const auto bytecode = [suffix](std::string_view path) {
    std::string_view name = NameOf(path);
    name.remove_suffix(kModuleSuffix.size());
    const std::string cache = JoinPath(ParentPath(path), kCache);
    return JoinPath(cache, std::string(name) + std::string(suffix));
  };
  return {module, bytecode(module.path()), "../" + bytecode(module.text())};
}

}  // namespace

void AddBytecodeLinks(std::span<const std::string> manifests, Tree* tree) {
  const std::unordered_map<std::string, std::string> suffixes = SuffixesOf(manifests);
  std::unordered_set<std::string_view> taken;
  std::vector<BytecodeLink> links;
  for (const Entry& entry : tree->entries()) {
    if (entry.path().ends_with(kBytecode)) taken.insert(entry.path());
    if (entry.type() != EntryType::kLink || !entry.path().ends_with(kModuleSuffix)) continue;
    const auto found = suffixes.find(NamedPath(entry.path(), entry.text()));
    if (found != suffixes.end()) links.push_back(LinkToBytecode(entry, found->second));
  }
  std::erase_if(links, [&](const BytecodeLink& link) { return taken.contains(link.path); });
  for (const auto& [module, path, text] : links) {
    tree->Add({.path = path,
               .text = text,
               .line = module.line(),
               .label = module.label(),
               .type = EntryType::kLink,
               .executable = module.executable()});
  }
}

}  // namespace pyvenv
