#include "tree/add_declaration.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "tree/walk.h"

namespace pyvenv {
namespace {

// What a declaration leaves out of a directory.
class Exclusion {
 public:
  explicit Exclusion(const Declaration& declaration)
      : patterns_(declaration.exclude.begin(), declaration.exclude.end()),
        skipped_(declaration.exclude_base.size() + 1) {}

  // `path`: in the layer, below the declaration's.
  [[nodiscard]] bool Matches(std::string_view path) const {
    return MatchesAny(patterns_, path.substr(skipped_));
  }

 private:
  std::vector<PathPattern> patterns_;
  size_t skipped_;
};

uint32_t SizeHint(const struct stat& status) {
  constexpr uint64_t kMost = std::numeric_limits<uint32_t>::max();
  return static_cast<uint32_t>(std::min(static_cast<uint64_t>(status.st_size), kMost));
}

// Adds the entries of one declaration.
class Declared {
 public:
  Declared(const Declaration& declaration, uint32_t line, const LinkRule* rule, Tree* tree)
      : declaration_(declaration),
        source_(declaration.source),
        line_(line),
        label_(tree->LabelIndex(declaration.label)),
        rule_(rule),
        tree_(tree) {}

  void Add() {
    switch (declaration_.type) {
      case DeclarationType::kFile:
        return AddFile();
      case DeclarationType::kTree:
        return AddTree();
      case DeclarationType::kLink:
        return AddHere(EntryType::kLink, declaration_.target);
      case DeclarationType::kRawLink:
        return AddRawLink();
      case DeclarationType::kFileOrRawLink:
        return AddFileOrRawLink();
      case DeclarationType::kContent:
        return AddHere(EntryType::kContent, declaration_.source);
      case DeclarationType::kEmpty:
        return AddHere(EntryType::kEmpty, {});
      case DeclarationType::kDirectory:
        return AddHere(EntryType::kDirectory, {});
      case DeclarationType::kExcluded:
        return AddExcluded(declaration_.path);
    }
  }

 private:
  void AddHere(EntryType type, std::string_view text) { AddEntry(declaration_.path, type, text); }

  void AddEntry(std::string_view path, EntryType type, std::string_view text,
                uint32_t size_hint = 0) {
    tree_->Add({.path = path,
                .text = text,
                .size_hint = size_hint,
                .line = line_,
                .label = label_,
                .type = type,
                .executable = declaration_.executable});
  }

  void AddExcluded(std::string_view path) { AddEntry(path, EntryType::kOmitted, "excluded"); }

  void AddFile() {
    const struct stat status = StatusOf(source_);
    const FileKind kind = KindOf(status);
    // A source directory is declared as a file: Bazel does not know better.
    if (kind == FileKind::kDirectory) return AddTree();
    AddLeaf(declaration_.path, source_, kind, SizeHint(status));
  }

  // Returns whether there is an entry of it.
  bool AddLeaf(std::string_view path, const std::string& source, FileKind kind,
               uint32_t size_hint) {
    if (kind == FileKind::kSpecial) {
      throw Error("cannot pack", source, "neither a file nor a directory");
    }
    if (StandsForNothing(path, source, kind)) {
      AddEntry(path, EntryType::kOmitted, "the source is /dev/null or empty");
      return false;
    }
    AddEntry(path, EntryType::kFile, source, size_hint);
    return true;
  }

  // A remote worker is given an empty file for a link to /dev/null. Where rules_python keeps Python
  // from writing bytecode by such links, that is known by the name.
  static bool StandsForNothing(std::string_view path, const std::string& source, FileKind kind) {
    if (kind == FileKind::kNullDevice) return true;
    return NameOf(path) == "__pycache__" && StatusOf(source).st_size == 0;
  }

  void AddTree() {
    const Exclusion exclusion(declaration_);
    bool is_empty = true;
    const WalkVisitor visit = [&](const std::string& relative, const std::string& source,
                                  FileKind kind) {
      const std::string path = JoinPath(declaration_.path, relative);
      // What cannot be packed may still be left out.
      if (exclusion.Matches(path)) return AddExcluded(path);
      const std::string_view fault = LayerPathFault(relative);
      if (!fault.empty()) throw Error("path refused", source, fault);
      if (AddLeaf(path, source, kind, 0)) is_empty = false;
    };
    WalkDirectory(source_, visit);
    // Whatever the strategy, the directory itself is there, and links may lead to it.
    if (is_empty) AddHere(EntryType::kDirectory, {});
  }

  void AddRawLink() {
    const std::optional<std::string> text = LinkText(source_);
    if (!text) throw Error("cannot read the link", source_, "not a symbolic link");
    AddHere(EntryType::kLink, *text);
  }

  void AddFileOrRawLink() {
    std::optional<std::string> text = rule_->RawLinkText(source_);
    if (!text && declaration_.target.empty()) return AddFile();
    if (!text) text = declaration_.target;
    AddHere(EntryType::kLink, *text);
  }

  const Declaration& declaration_;
  std::string source_;
  uint32_t line_;
  uint32_t label_;
  const LinkRule* rule_;  // null where nothing is of type kFileOrRawLink
  Tree* tree_;
};

}  // namespace

void AddDeclaration(const Declaration& declaration, uint32_t line, const LinkRule& rule,
                    Tree* tree) {
  try {
    Declared(declaration, line, &rule, tree).Add();
  } catch (Error& error) {
    error.SetOrigin(tree->Origin(tree->LabelIndex(declaration.label), line));
    throw;
  }
}

void AddDeclaration(const Declaration& declaration, Tree* tree) {
  Declared(declaration, 0, nullptr, tree).Add();
}

}  // namespace pyvenv
