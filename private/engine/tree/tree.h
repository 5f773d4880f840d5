#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tree/entry.h"

namespace pyvenv {

/// All entries of one layer.
class Tree {
 public:
  /// `source`: what the entries come from, for messages (the manifest's path).
  explicit Tree(std::string source) : source_(std::move(source)) {}

  void Add(Entry entry) { entries_.push_back(std::move(entry)); }

  /// Adds all entries of another tree of the same source.
  void Append(Tree other);

  /// The index of a label, for Entry::label.
  uint32_t LabelIndex(std::string_view label);

  /// Sorts the entries by the bytes of their paths, so that a directory comes before what it holds.
  void Sort();

  /// Sorts the entries, and adds the directories between each entry and the topmost declared
  /// directory above it.
  ///
  /// Throws if a path is there twice, unless both are directories, or if an entry lies below a path
  /// that is not a directory.
  void Seal();

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  /// Where an entry comes from: "<label>, <source>:<line>".
  [[nodiscard]] std::string Origin(const Entry& entry) const;
  [[nodiscard]] std::string Origin(uint32_t label, uint32_t line) const;

 private:
  void DropRepeatedDirectories();
  [[nodiscard]] const Entry* Find(std::string_view path) const;
  [[nodiscard]] std::vector<Entry> DirectoriesAbove(const Entry& entry) const;
  [[nodiscard]] std::vector<Entry> ImpliedDirectories() const;
  [[nodiscard]] std::string Description(const Entry& entry) const;

  std::string source_;
  std::vector<Entry> entries_;
  std::vector<std::string> labels_{""};
  std::unordered_map<std::string, uint32_t> label_indexes_{{"", 0}};
};

}  // namespace pyvenv
