#pragma once

#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "elf/byte_source.h"
#include "pack/file_content.h"
#include "pack/mode.h"

namespace pyvenv {

/// Writes what the files of a layer that can be run or loaded need of an image, so that it can be
/// checked without them: JSON Lines in ASCII, one object a file, in the order of the tar. Every
/// string is escaped as in a listing (see AppendEscaped), before it is made JSON; an absent key
/// stands for an empty value.
///
/// A script, which begins with "#!":
///  - path: in the layer
///  - script: the interpreter's path, as it stands there
///  - argument: what follows it
///
/// An ELF file, whatever its name (see ElfFacts):
///  - path: in the layer
///  - bits: 32 or 64
///  - big_endian: true or absent
///  - machine, type: numbers, e_machine and e_type
///  - interpreter: PT_INTERP
///  - soname, rpath, runpath: strings; an rpath or runpath that is there and empty is ""
///  - needed: an array of strings
///  - fault: what is wrong with the file, where it is cut short or was never whole
class FactsWriter {
 public:
  /// `sink`: null for no facts.
  explicit FactsWriter(ByteSink* sink) : sink_(sink) {}

  /// A file in memory.
  void Add(std::string_view path, std::string_view content) {
    if (HasFacts(content)) AddFile(path, MemorySource(content));
  }

  /// A file of which `start` is at least the first four bytes. Throws what reading it does.
  void Add(std::string_view path, std::string_view start, const FileContent& content);

 private:
  [[nodiscard]] bool HasFacts(std::string_view start) const {
    return sink_ != nullptr && (IsElf(start) || IsScript(start));
  }
  void AddFile(std::string_view path, const ByteSource& source);

  ByteSink* sink_;
  std::string line_;
};

}  // namespace pyvenv
