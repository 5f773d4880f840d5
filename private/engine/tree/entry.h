#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pyvenv {

enum class EntryType : uint8_t {
  kDirectory,
  kFile,     ///< content is that of the file at `text`
  kEmpty,    ///< a file without content
  kLink,     ///< a symbolic link whose text is `text`
  kOmitted,  ///< nothing in the tar, and a comment in the listing, which says why: `text`
  kContent,  ///< a file whose content is `text`
};

/// What becomes an entry of a tree.
struct NewEntry {
  std::string_view path;
  std::string_view text;
  uint32_t size_hint = 0;
  uint32_t line = 0;
  uint32_t label = 0;
  EntryType type = EntryType::kFile;
  bool executable = false;
};

/// One path of a layer. There is one for each file, so it is kept small: its texts lie in the tree,
/// and a source that ends as the path does, as nearly all do, is kept without that end.
class Entry {
 public:
  /// `path`, and `text` without its `shared` last bytes, which are those of the path too: in the
  /// memory of the tree.
  Entry(const NewEntry& entry, std::string_view path, std::string_view text, size_t shared)
      : path_(path.data()),
        text_(text.data()),
        path_size_(static_cast<uint32_t>(path.size())),
        text_size_(static_cast<uint32_t>(text.size())),
        shared_(static_cast<uint32_t>(shared)),
        size_hint_(entry.size_hint),
        line_(entry.line),
        label_(entry.label),
        type_(static_cast<uint32_t>(entry.type)),
        executable_(entry.executable ? 1 : 0) {}

  [[nodiscard]] std::string_view path() const { return {path_, path_size_}; }
  [[nodiscard]] EntryType type() const { return static_cast<EntryType>(type_); }

  /// Of a link: its text; of an omitted path: why; of kContent: the content.
  [[nodiscard]] std::string_view text() const { return {text_, text_size_}; }

  /// Of a file: the path of what it holds.
  [[nodiscard]] std::string source() const {
    std::string source(text());
    return source.append(path().substr(path_size_ - shared_));
  }

  /// Of a file: bytes when the tree was built, or the most that fit here; 0 if nobody has asked.
  [[nodiscard]] uint32_t size_hint() const { return size_hint_; }

  /// Where it comes from: the line of the manifest, 0 if from none.
  [[nodiscard]] uint32_t line() const { return line_; }

  /// Who brought it: an index into the tree's labels.
  [[nodiscard]] uint32_t label() const { return label_; }
  void set_label(uint32_t label) { label_ = label; }

  /// Declared so.
  [[nodiscard]] bool executable() const { return executable_ != 0; }

 private:
  const char* path_;
  const char* text_;
  uint32_t path_size_;
  uint32_t text_size_;
  uint32_t shared_;
  uint32_t size_hint_;
  uint32_t line_;
  uint32_t label_ : 28;
  uint32_t type_ : 3;
  uint32_t executable_ : 1;
};

}  // namespace pyvenv
