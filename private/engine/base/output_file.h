#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/byte_sink.h"
#include "base/file.h"
#include "base/signal_cleanup.h"

namespace pyvenv {

/// A file that appears complete or not at all: it is written under another name in the same
/// directory, which is removed on failure and on a signal, and renamed by Publish.
class OutputFile : public ByteSink {
 public:
  /// `path`: the name it will have.
  explicit OutputFile(std::string path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile() override;

  void Write(std::string_view bytes) override;

  /// After the last Write: what a file system tells only then is thrown, and fewer files are open.
  void Close();

  /// Another name for it to have, in the same directory: for a file that is called after its bytes.
  void SetPath(std::string path) { path_ = std::move(path); }

  /// Gives all of `files` their names, or none of them, signals or not.
  static void Publish(std::span<OutputFile* const> files);

  /// Whether a file is called as those that are being written, or were when their process was
  /// killed.
  static bool IsTemporaryName(std::string_view name);

  /// Removes what an earlier run left at `path`. Throws if that is neither a file nor a link.
  static void RemoveOld(const std::string& path);

 private:
  void Rename();

  std::string path_;
  std::string present_path_;  // where it is now; empty once published
  std::optional<File> file_;
  std::unique_ptr<RemoveOnSignal> guard_;
};

/// Writes a file at once, in place of what an earlier run left there.
void WriteFile(const std::string& path, std::string_view text);

}  // namespace pyvenv
