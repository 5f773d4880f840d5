#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.h"
#include "inspect/facts_reader.h"

namespace pyvenv {

/// Which facts somebody wants: those of what is installed are had without a look at programs and
/// libraries.
enum class WantedFacts : uint8_t { kAll, kSoftware };

/// Finds out what files need of an image, and say of what is installed, as their content streams
/// by; see FileFacts.
///
/// The parts of an ELF file lie anywhere and refer to one another, so each is put in a temporary
/// file for that long: libraries of a GB are no rarity.
class ContentFacts {
 public:
  explicit ContentFacts(WantedFacts wanted) : wanted_(wanted) {}

  /// The next piece of the content of the file with this path. The first one has kScriptStart
  /// bytes, or all there are but zeros.
  void Add(std::string_view path, std::string_view piece);

  /// After the last piece: the facts of the file, if it has any; then the next file may come.
  std::optional<FileFacts> Finish(const std::string& path);

 private:
  WantedFacts wanted_;
  bool is_started_ = false;
  bool is_text_ = false;  // what `text_` is wanted of
  std::string text_;      // as much as is looked at
  std::optional<ScriptFacts> script_;
  std::optional<File> elf_;
  uint64_t elf_size_ = 0;
};

}  // namespace pyvenv
