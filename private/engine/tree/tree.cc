#include "tree/tree.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

// By path; equal paths in the order of the manifest, so that messages do not depend on the sort.
bool ComesBefore(const Entry& a, const Entry& b) {
  const int order = a.path().compare(b.path());
  return order != 0 ? order < 0 : a.line() < b.line();
}

bool SamePath(const Entry& a, const Entry& b) {
  return a.path() == b.path();
}

std::string_view TypeName(EntryType type) {
  switch (type) {
    case EntryType::kDirectory:
      return "a directory";
    case EntryType::kFile:
    case EntryType::kContent:
    case EntryType::kEmpty:
      return "a file";
    case EntryType::kLink:
      return "a link";
    case EntryType::kOmitted:
      return "an omitted path";
  }
  return {};
}

// How many bytes at their ends are the same.
size_t SharedEnd(std::string_view a, std::string_view b) {
  const auto different = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first;
  return static_cast<size_t>(different - a.rbegin());
}

}  // namespace

void Tree::Add(const NewEntry& entry) {
  const size_t shared = entry.type == EntryType::kFile ? SharedEnd(entry.text, entry.path) : 0;
  const std::string_view text = entry.text.substr(0, entry.text.size() - shared);
  if (text != last_text_) last_text_ = texts_.Add(text);
  entries_.emplace_back(entry, texts_.Add(entry.path), last_text_, shared);
}

uint32_t Tree::LabelIndex(std::string_view label) {
  if (labels_.back() == label) return static_cast<uint32_t>(labels_.size() - 1);
  const auto [found, is_new] =
      label_indexes_.try_emplace(std::string(label), static_cast<uint32_t>(labels_.size()));
  if (is_new) labels_.emplace_back(label);
  return found->second;
}

void Tree::Append(Tree other) {
  std::vector<uint32_t> indexes;
  indexes.reserve(other.labels_.size());
  for (const std::string& label : other.labels_) indexes.push_back(LabelIndex(label));
  for (Entry& entry : other.entries_) {
    entry.set_label(indexes[entry.label()]);
    entries_.push_back(entry);
  }
  texts_.Append(std::move(other.texts_));
}

// Merges the runs that are sorted already: of trees that were appended, and of manifests that list
// directory by directory.
void Tree::Sort() {
  constexpr size_t kWorthMerging = 16;  // entries a run
  std::vector<std::vector<Entry>::iterator> ends = {entries_.begin()};
  while (ends.back() != entries_.end()) {
    ends.push_back(std::is_sorted_until(ends.back(), entries_.end(), ComesBefore));
  }
  if (ends.size() > entries_.size() / kWorthMerging + 2) {
    std::sort(entries_.begin(), entries_.end(), ComesBefore);
    return;
  }
  while (ends.size() > 2) {
    std::vector<std::vector<Entry>::iterator> merged = {ends.front()};
    for (size_t i = 2; i < ends.size(); i += 2) {
      if (!ComesBefore(*(ends[i - 1] - 1), *ends[i - 1])) {
        std::inplace_merge(ends[i - 2], ends[i - 1], ends[i], ComesBefore);
      }
      merged.push_back(ends[i]);
    }
    if (ends.size() % 2 == 0) merged.push_back(ends.back());
    ends = std::move(merged);
  }
}

void Tree::Seal() {
  Sort();
  DropRepeatedDirectories();
  const std::vector<Entry> implied = ImpliedDirectories();
  const auto middle = static_cast<std::ptrdiff_t>(entries_.size());
  entries_.insert(entries_.end(), implied.begin(), implied.end());
  std::inplace_merge(entries_.begin(), entries_.begin() + middle, entries_.end(), ComesBefore);
}

void Tree::DropRepeatedDirectories() {
  for (size_t i = 1; i < entries_.size(); ++i) {
    const Entry& first = entries_[i - 1];
    const Entry& second = entries_[i];
    const bool both_directories =
        first.type() == EntryType::kDirectory && second.type() == EntryType::kDirectory;
    if (!SamePath(first, second) || both_directories) continue;
    throw Error("path listed twice", second.path(), "it is already " + Description(first),
                Origin(second));
  }
  entries_.erase(std::unique(entries_.begin(), entries_.end(), SamePath), entries_.end());
}

const Entry* Tree::Find(std::string_view path) const {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), path,
                       [](const Entry& entry, std::string_view p) { return entry.path() < p; });
  return found != entries_.end() && found->path() == path ? &*found : nullptr;
}

// The directories that `entry` brings: those that nobody declared below the topmost declared one.
std::vector<Entry> Tree::DirectoriesAbove(const Entry& entry) const {
  std::vector<Entry> undeclared;
  size_t below_declared = 0;
  for (std::string_view path = ParentPath(entry.path()); !path.empty(); path = ParentPath(path)) {
    const Entry* found = Find(path);
    if (found == nullptr) {
      const NewEntry directory = {
          .line = entry.line(), .label = entry.label(), .type = EntryType::kDirectory};
      undeclared.emplace_back(directory, path, std::string_view{}, 0);
    } else if (found->type() == EntryType::kDirectory) {
      below_declared = undeclared.size();
    } else {
      throw Error("entry below a path that is no directory", entry.path(),
                  std::string(found->path()) + " is " + Description(*found), Origin(entry));
    }
  }
  undeclared.erase(undeclared.begin() + static_cast<std::ptrdiff_t>(below_declared),
                   undeclared.end());
  return undeclared;
}

std::vector<Entry> Tree::ImpliedDirectories() const {
  std::vector<Entry> implied;
  std::string_view last_parent;
  for (const Entry& entry : entries_) {
    const std::string_view parent = ParentPath(entry.path());
    if (entry.type() == EntryType::kOmitted || parent == last_parent) continue;
    last_parent = parent;
    const std::vector<Entry> above = DirectoriesAbove(entry);
    implied.insert(implied.end(), above.begin(), above.end());
  }
  std::sort(implied.begin(), implied.end(), ComesBefore);
  implied.erase(std::unique(implied.begin(), implied.end(), SamePath), implied.end());
  return implied;
}

std::string Tree::Origin(const Entry& entry) const {
  std::string origin = Origin(entry.label(), entry.line());
  // Of a tree that was read from disk, not from a manifest.
  if (origin.empty() && entry.type() == EntryType::kFile) origin = entry.source();
  return origin;
}

std::string Tree::Origin(uint32_t label, uint32_t line) const {
  std::string origin = labels_[label];
  if (line == 0) return origin;
  if (!origin.empty()) origin += ", ";
  return origin + source_ + ":" + std::to_string(line);
}

std::string Tree::Description(const Entry& entry) const {
  return std::string(TypeName(entry.type())) + " of " + Origin(entry);
}

}  // namespace pyvenv
