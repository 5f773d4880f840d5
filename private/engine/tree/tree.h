#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_arena.h"
#include "tree/entry.h"

namespace pyvenv {

/// All entries of one layer.
class Tree {
 public:
  /// `source`: what the entries come from, for messages (the manifest's path).
  explicit Tree(std::string source) : source_(std::move(source)) {}

  Tree(Tree&&) = default;
  Tree& operator=(Tree&&) = default;
  // Entries would go on to name the texts of the other.
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree() = default;

  /// Copies what is new, texts included.
  void Add(const NewEntry& entry);

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

  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  /// Where an entry comes from: "<label>, <source>:<line>", without what is not known of it (no
  /// label, line 0). With neither, the file that it holds, if it is one.
  [[nodiscard]] std::string Origin(const Entry& entry) const;
  [[nodiscard]] std::string Origin(uint32_t label, uint32_t line) const;

 private:
  void DropRepeatedDirectories();
  [[nodiscard]] const Entry* Find(std::string_view path) const;
  [[nodiscard]] std::vector<Entry> DirectoriesAbove(const Entry& entry) const;
  [[nodiscard]] std::vector<Entry> ImpliedDirectories() const;
  [[nodiscard]] std::string Description(const Entry& entry) const;

  std::string source_;
  TextArena texts_;
  std::string_view last_text_;  // of an entry, in the arena
  std::vector<Entry> entries_;
  std::vector<std::string> labels_{""};
  std::unordered_map<std::string, uint32_t> label_indexes_{{"", 0}};
};

}  // namespace pyvenv
